'use client';

import Link from 'next/link';
import { Icon } from '@/components/ui/icon';

export interface Crumb {
  text: string;
  href?: string;
  mono?: boolean;
}

/** Title, source of the values and actions of the page of a question. */
export function ItemHead({
  crumbs,
  title,
  badge,
  caption,
  previous,
  next,
  edit,
  share,
  copy,
}: {
  crumbs: Crumb[];
  title: React.ReactNode;
  badge?: React.ReactNode;
  caption: string;
  previous?: string | null | undefined;
  next?: string | null | undefined;
  /** Page where the texts can be changed. */
  edit?: string | undefined;
  share?: { name: string; open: () => void } | undefined;
  /** What can be copied, as a menu, or how a page about no question is shared. */
  copy?: React.ReactNode;
}) {
  return (
    <div className="head">
      <nav className="breadcrumb" aria-label="Breadcrumb">
        {crumbs.map((crumb, index) => (
          <span key={crumb.text}>
            {index > 0 ? '/ ' : null}
            {crumb.href ? (
              <Link href={crumb.href} prefetch={false}>
                {crumb.text}
              </Link>
            ) : (
              <span className={crumb.mono ? 'mono' : undefined}>{crumb.text}</span>
            )}
          </span>
        ))}
      </nav>
      <h1>{title}</h1>
      {badge}
      <span className="caption">{caption}</span>
      <div className="actions">
        {previous !== undefined ? (
          <StepLink href={previous} letter="k" name="Previous question" icon="previous" />
        ) : null}
        {next !== undefined ? <StepLink href={next} letter="j" name="Next question" icon="next" /> : null}
        {edit ? (
          <Link className="button quiet" href={edit} prefetch={false}>
            <Icon name="edit" />
            Change the text
          </Link>
        ) : null}
        {share ? (
          <button type="button" className="button quiet" onClick={share.open} aria-keyshortcuts="s">
            <Icon name="link" />
            {share.name}
          </button>
        ) : null}
        {copy}
      </div>
    </div>
  );
}

function StepLink({
  href,
  letter,
  name,
  icon,
}: {
  href: string | null;
  letter: string;
  name: string;
  icon: 'previous' | 'next';
}) {
  const content = (
    <>
      {icon === 'previous' ? <Icon name={icon} /> : null}
      <span className="keycap" aria-hidden="true">
        {letter}
      </span>
      {icon === 'next' ? <Icon name={icon} /> : null}
      <span className="visually-hidden">{name}</span>
    </>
  );
  return href ? (
    <Link className="button quiet" href={href} aria-keyshortcuts={letter} prefetch={false}>
      {content}
    </Link>
  ) : (
    <button type="button" className="button quiet" disabled>
      {content}
    </button>
  );
}
