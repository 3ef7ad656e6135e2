'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { Icon } from '@/components/ui/icon';
import { PointedLink } from '@/components/ui/pointed-link';
import { PLAYGROUND } from '@/components/playground/words';
import {
  COMPARE_PATH,
  homePath,
  listPath,
  MODELS_PATH,
  ownPath,
  RUNS_PATH,
  TAB,
  TAB_PATH,
} from '@/lib/api/paths';

export interface Target {
  id: string;
  name: string;
  /** Whether the store has questions about it; of others there are pages that need none. */
  asked: boolean;
}

/** What there is of a target: the list of a task, the playground. */
export interface Page {
  path: string;
  name: string;
}

/** The page of a target that an address belongs to: the part after the target. */
const pageAt = (path: string, pages: Page[]): Page | undefined =>
  pages.find((page) => page.path === path.split('/')[2]);

/** Those that an address offers: pages of a reader's own input need no questions. */
const offeredAt = (path: string, targets: Target[]): Target[] =>
  needsNone(path) ? targets : targets.filter(({ asked }) => asked);

const isOwn = (path: string): boolean => path.split('/')[3] === 'own';

const needsNone = (path: string): boolean => path.split('/')[2] === PLAYGROUND.path || isOwn(path);

/** Whether an address is one of these targets. */
const isOf = (path: string, targets: Target[]): boolean =>
  targets.some(({ id }) => id === decodeURIComponent(path.split('/')[1] ?? ''));

/** Whether an address is another one, or below it. */
const isWithin = (path: string, other: string): boolean => path === other || path.startsWith(`${other}/`);

/** The target of the page: part of the path, or of the query on the home page, else the first model. */
function useTarget(targets: Target[]): string | null {
  const path = usePathname();
  const query = useSearchParams();
  const known = (id: string | null | undefined) => targets.find((target) => target.id === id)?.id;
  if (isWithin(path, TAB_PATH)) return TAB;
  return (
    known(decodeURIComponent(path.split('/')[1] ?? '')) ??
    known(query.get('target')) ??
    targets.find(({ asked }) => asked)?.id ??
    null
  );
}

/** Which model is explained. Changing it leads to the same kind of page for the other one. */
export function TargetSwitch({ targets, pages }: { targets: Target[]; pages: Page[] }) {
  const current = useTarget(targets);
  const path = usePathname();
  const router = useRouter();
  const offered = offeredAt(path, targets);
  // A shared view has its own target; its title names it.
  const own = path.startsWith('/p/') || (pageAt(path, pages) && !isOf(path, offered));
  if (current === null || current === TAB || own) return null;
  return (
    <label className="button quiet target">
      target
      <select
        value={current}
        onChange={(event) => {
          const page = pageAt(path, pages);
          const at = isOwn(path) ? ownPath : listPath;
          router.push(page ? at(page, event.target.value) : homePath(event.target.value));
        }}
      >
        {offered.map((target) => (
          <option key={target.id} value={target.id}>
            {target.name}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </label>
  );
}

/** The pages of a target: links in the bar, or tabs under it where there is no room for them. */
export function PageLinks({ targets, pages }: { targets: Target[]; pages: Page[] }) {
  const current = useTarget(targets);
  const path = usePathname();
  const here = pageAt(path, pages);
  const shown = useRef<HTMLAnchorElement>(null);
  // Tabs scroll: the one of this page is brought to where it is seen.
  useEffect(() => {
    const row = shown.current?.parentElement;
    if (shown.current && row)
      row.scrollLeft = shown.current.offsetLeft - (row.clientWidth - shown.current.offsetWidth) / 2;
  }, [path]);
  if (current === null) return null;
  const links = [
    ...pages.map((page) => ({ href: listPath(page, current), name: page.name, isHere: page === here })),
    { href: COMPARE_PATH, name: 'Compare', isHere: isWithin(path, COMPARE_PATH) },
    { href: RUNS_PATH, name: 'Runs', isHere: isWithin(path, RUNS_PATH) },
    { href: MODELS_PATH, name: 'Models', isHere: isWithin(path, MODELS_PATH) },
  ];
  return links.map(({ href, name, isHere }) => (
    <PointedLink
      key={href}
      href={href}
      aria-current={isHere ? 'page' : undefined}
      ref={isHere ? shown : undefined}
    >
      {name}
    </PointedLink>
  ));
}
