import Link from 'next/link';
import { LevelToggle } from '@/components/shell/level-toggle';
import type { Level } from '@/components/shell/level';
import { GROUPS, TERMS, type Entry, type GroupId } from './terms';

/** Where a kind of page is, and what it is called. */
export type PageLinks = ReadonlyMap<string, { name: string; href: string }>;

const groups = Object.entries(GROUPS) as [GroupId, string][];
const entries = Object.entries(TERMS);
const entriesOf = (group: GroupId) => entries.filter(([, entry]) => entry.group === group);

/** Every term in plain words and exactly, all open, so that the browser's own search finds them. */
export function GlossaryPage({ pages, level }: { pages: PageLinks; level: Level }) {
  return (
    <>
      <div className="head">
        <h1>Glossary</h1>
        <span className="caption">
          {entries.length} terms: first in plain words, then as research has them
        </span>
        <div className="actions">
          <LevelToggle initial={level} />
        </div>
      </div>
      <div className="docs-grid">
        <nav className="docs-contents" aria-label="On this page">
          {groups.map(([group, title]) => (
            <div key={group}>
              <a href={`#group-${group}`}>{title}</a>
              <ul>
                {entriesOf(group).map(([id, { name }]) => (
                  <li key={id}>
                    <a href={`#${id}`}>{name}</a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <div className="docs-text">
          {groups.map(([group, title]) => (
            <section key={group} className="section" aria-labelledby={`group-${group}`}>
              <header>
                <h2 id={`group-${group}`}>{title}</h2>
              </header>
              <dl className="glossary">
                {entriesOf(group).map(([id, entry]) => (
                  <Explained key={id} id={id} entry={entry} pages={pages} />
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </>
  );
}

function Explained({ id, entry, pages }: { id: string; entry: Entry; pages: PageLinks }) {
  const { name, spellings = [], plain, research } = entry;
  const shown = entry.pages.flatMap((page) => pages.get(page) ?? []);
  return (
    <div id={id}>
      <dt>
        <a href={`#${id}`}>{name}</a>
        {spellings.length > 0 ? <span className="caption">also {spellings.join(', ')}</span> : null}
      </dt>
      <dd>
        <p>{plain}</p>
        <p className="muted">{research}</p>
        {shown.length > 0 ? (
          <p className="caption">
            used on{' '}
            {shown.map((page, index) => (
              <span key={page.href}>
                {index > 0 ? ', ' : null}
                <Link href={page.href} prefetch={false}>
                  {page.name}
                </Link>
              </span>
            ))}
          </p>
        ) : null}
      </dd>
    </div>
  );
}
