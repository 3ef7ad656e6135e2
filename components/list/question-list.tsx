'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo, useRef } from 'react';
import { count } from '@/components/format/number';
import { Icon } from '@/components/ui/icon';
import { Bars, StateBlock } from '@/components/ui/state';
import { useKeys } from '@/components/ui/use-keys';
import type { ExplainerRole } from '@/lib/explainer/types';
import type { PatchFacets, PatchPage } from '@/lib/store';
import { Filters } from './filters';
import { PatchingTable } from './patching-table';
import { filterQuery, withQuery, type ListFilters } from './query';

const VERDICTS = ['right', 'partly', 'wrong', 'unknown'] as const;

const parsers = {
  self: parseAsStringLiteral(VERDICTS),
  other: parseAsStringLiteral(VERDICTS),
  control: parseAsStringLiteral(VERDICTS),
  relation: parseAsString,
  at: parseAsInteger,
  position: parseAsStringLiteral(['subject-final', 'relation', 'last', 'other'] as const),
  pair: parseAsStringLiteral(['same-relation', 'same-object', 'other-relation'] as const),
  split: parseAsStringLiteral(['train', 'validation', 'test'] as const),
  q: parseAsString,
};

async function fetchPage(
  targetId: string,
  query: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<PatchPage> {
  const params = new URLSearchParams(query);
  params.set('target', targetId);
  if (cursor) params.set('cursor', cursor);
  const response = await fetch(`/api/v1/patching?${params}`, { signal });
  const answer = (await response.json()) as PatchPage | { error: string };
  if ('error' in answer) throw new Error(answer.error);
  return answer;
}

/** The patch questions of a target: filters in the URL, hidden rows counted, more by the page. */
export function PatchingList({
  targetId,
  targetName,
  explainers,
  facets,
  first,
  firstFilters,
}: {
  targetId: string;
  targetName: string;
  explainers: { role: ExplainerRole; baseId: string | null }[];
  facets: PatchFacets;
  first: PatchPage;
  /** Filters under which `first` was loaded. */
  firstFilters: ListFilters;
}) {
  const [state, setState] = useQueryStates(parsers, { history: 'replace', shallow: true });
  const filters = useMemo(
    () => Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null)) as ListFilters,
    [state],
  );
  const query = filterQuery(filters);
  const pages = useInfiniteQuery({
    queryKey: ['patching', targetId, query],
    queryFn: ({ pageParam, signal }) => fetchPage(targetId, query, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    initialData: query === filterQuery(firstFilters) ? { pages: [first], pageParams: [null] } : undefined,
    placeholderData: keepPreviousData,
  });
  const table = useRef<HTMLDivElement>(null);

  const step = (by: 1 | -1) => {
    const links = [...(table.current?.querySelectorAll<HTMLElement>('a[data-item]') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[
      at === -1 ? (by === 1 ? 0 : links.length - 1) : Math.max(0, Math.min(links.length - 1, at + by))
    ]?.focus();
  };
  const random = withQuery(`/${encodeURIComponent(targetId)}/patching/random`, query);
  useKeys({ j: () => step(1), k: () => step(-1), r: () => location.assign(random) });

  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  const all = pages.data?.pages[0]?.totalUnfiltered ?? 0;
  const clear = () => void setState(null);

  return (
    <>
      <div className="head">
        <nav className="crumb" aria-label="Where this is">
          <Link href={`/?target=${encodeURIComponent(targetId)}`}>{targetName}</Link>
          <span>/ Patching</span>
        </nav>
        <h1>If one vector is swapped, how does the next word change?</h1>
        <div className="actions">
          <a className="btn quiet" href={random} aria-keyshortcuts="r">
            <Icon name="shuffle" />
            Random
          </a>
          <Link className="btn quiet" href={`/${encodeURIComponent(targetId)}/patching/own`} prefetch={false}>
            <Icon name="edit" />
            Own text
          </Link>
        </div>
      </div>
      <Filters filters={filters} facets={facets} onChange={(change) => void setState(change)} />
      <p className="counted" role="status">
        {count(total)} {total === 1 ? 'question' : 'questions'}
        {all > total ? (
          <>
            . <b>{count(all - total)} hidden</b> by filters{' '}
            <button type="button" className="as-link" onClick={clear}>
              show all
            </button>
          </>
        ) : null}
        {pages.isFetching && !pages.isFetchingNextPage ? <span className="cap"> loading</span> : null}
      </p>
      {pages.isError ? (
        <StateBlock
          caution
          title="The list did not load"
          action={
            <button type="button" className="btn" onClick={() => void pages.refetch()}>
              Try again
            </button>
          }
        >
          <p>{pages.error.message}</p>
        </StateBlock>
      ) : null}
      {items.length > 0 ? (
        <div ref={table} className={pages.isPlaceholderData ? 'stale' : undefined}>
          <PatchingTable items={items} explainers={explainers} query={query} />
        </div>
      ) : pages.isPending ? (
        <Bars rows={8} />
      ) : pages.isError ? null : all === 0 ? (
        <StateBlock title="No patch questions yet" level={2}>
          <p>
            The store holds no measured patches of <span className="mono">{targetName}</span>. A text of your
            own can be measured all the same.
          </p>
        </StateBlock>
      ) : (
        <StateBlock
          title="No question passes these filters"
          level={2}
          action={
            <button type="button" className="btn" onClick={clear}>
              Drop the filters
            </button>
          }
        >
          <p>{count(all)} questions match without them.</p>
        </StateBlock>
      )}
      {pages.hasNextPage ? (
        <p className="more">
          <button
            type="button"
            className="btn"
            disabled={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {pages.isFetchingNextPage ? 'Loading' : 'More'}{' '}
            <span className="cap">
              {count(items.length)} of {count(total)}
            </span>
          </button>
        </p>
      ) : null}
    </>
  );
}
