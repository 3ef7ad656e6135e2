'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { parseAsNativeArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo, useRef } from 'react';
import { count } from '@/components/format/number';
import type { VerdictRules } from '@/components/format/words';
import { SharePage } from '@/components/item/share-page';
import { withQueries } from '@/components/query/with-queries';
import { columnsOf } from '@/lib/explainer/name';
import { TaskTable } from '@/components/task/tables';
import { Icon } from '@/components/ui/icon';
import { Bars, StateBlock } from '@/components/ui/state';
import { VerdictMark } from '@/components/ui/verdict';
import { useKeys } from '@/components/ui/use-keys';
import { fetchAnswer } from '@/lib/api/fetch-answer';
import { homePath, ownPath, questionsPath, randomPath } from '@/lib/api/paths';
import { predictingQuery } from '@/lib/api/prediction';
import { filterQuery, readFilters, type Filters, withSortOf } from '@/lib/api/query';
import { listId } from '@/lib/permalink/list-id';
import type { FacetCounts } from '@/lib/store';
import type { ExplainerRecord } from '@/lib/store/records';
import { VERDICTS } from '@/lib/words';
import { ExportLinks } from './export-links';
import { FilterBar } from './filters';
import type { ListWords } from './list-words';
import type { ListedPage } from './listed';
import { unanswered, UNANSWERED_FIELDS, type Unanswered } from './unanswered';

const parsers = {
  facet: parseAsNativeArrayOf(parseAsString),
  verdict: parseAsNativeArrayOf(parseAsString),
  q: parseAsString,
  sort: parseAsString,
  predict: parseAsStringLiteral(['1']),
};

/** The questions of a task about a target: filters in the URL, hidden rows counted, more by the page. */
export const QuestionList = withQueries(function QuestionList({
  task,
  about,
  targetId,
  targetName,
  explainers,
  facets,
  first,
  firstFilters,
  firstPredicts,
  lead,
}: {
  task: string;
  about: ListWords;
  targetId: string;
  targetName: string;
  explainers: ExplainerRecord[];
  facets: FacetCounts[];
  first: ListedPage;
  /** Filters under which `first` was loaded. */
  firstFilters: Filters;
  /** It was loaded for a reader who predicts, without answers. */
  firstPredicts: boolean;
  /** What is asked, at more length than the heading. */
  lead?: React.ReactNode;
}) {
  const [state, setState] = useQueryStates(parsers, { history: 'replace', shallow: true });
  const filters = useMemo(() => {
    const address = new URLSearchParams({ q: state.q ?? '', sort: state.sort ?? '' });
    for (const facet of state.facet) address.append('facet', facet);
    for (const verdict of state.verdict) address.append('verdict', verdict);
    return withSortOf(about.sorts, readFilters(address));
  }, [state, about.sorts]);
  const query = filterQuery(filters);
  const predicts = about.predictable && state.predict !== null;
  /** Handed on to questions, which go on with the same. */
  const handed = predicts ? predictingQuery(query) : query;
  const pages = useInfiniteQuery({
    queryKey: ['questions', task, targetId, query, predicts],
    queryFn: async ({ pageParam, signal }) => {
      const asked = new URLSearchParams(query);
      asked.set('target', targetId);
      asked.set('task', task);
      if (pageParam) asked.set('cursor', pageParam);
      if (!predicts) return fetchAnswer<ListedPage>(questionsPath(asked), signal);
      asked.set('fields', UNANSWERED_FIELDS);
      return unanswered(await fetchAnswer<Unanswered>(questionsPath(asked), signal));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    initialData:
      query === filterQuery(firstFilters) && predicts === firstPredicts
        ? { pages: [first], pageParams: [null] }
        : undefined,
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
  const random = randomPath(about, targetId, handed);
  const setPredicts = (on: boolean) => void setState({ predict: on ? '1' : null });
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    r: () => location.assign(random),
    p: about.predictable ? () => setPredicts(!predicts) : undefined,
  });

  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const { total = 0, totalIsExact = true, totalUnfiltered: all = 0 } = pages.data?.pages[0] ?? {};
  const counted = totalIsExact ? count(total) : `more than ${count(total)}`;
  const noun = total === 1 ? 'question' : 'questions';
  const clear = () => void setState({ facet: null, verdict: null, q: null });
  const change = ({ facets: facet, verdicts: verdict, q, sort }: Filters) =>
    void setState({ facet, verdict, q: q ?? null, sort: sort ?? null });

  return (
    <>
      <div className="head">
        <nav className="breadcrumb" aria-label="Breadcrumb">
          <Link href={homePath(targetId)}>{targetName}</Link>
          <span>/ {about.name}</span>
        </nav>
        <h1>{about.asks}</h1>
        <div className="actions">
          <a className="button quiet" href={random} aria-keyshortcuts="r">
            <Icon name="shuffle" />
            Random
          </a>
          <SharePage
            page="list"
            id={listId(targetId, about)}
            summary="The list as it stands, with its filters."
          />
          {about.takesOwn ? (
            <Link className="button quiet" href={ownPath(about, targetId)} prefetch={false}>
              <Icon name="edit" />
              Own text
            </Link>
          ) : null}
          {about.predictable ? (
            <div className="segments" role="group" aria-label="Questions">
              {[false, true].map((on) => (
                <button
                  key={String(on)}
                  type="button"
                  aria-pressed={predicts === on}
                  aria-keyshortcuts={predicts === on ? undefined : 'p'}
                  onClick={() => setPredicts(on)}
                >
                  {on ? 'Predict first' : 'Read'}
                </button>
              ))}
            </div>
          ) : null}
        </div>
        {lead ? <p className="lead">{lead}</p> : null}
      </div>
      <FilterBar
        searches={about.searches}
        sorts={about.sorts}
        filters={filters}
        facets={facets}
        explainers={explainers}
        onChange={change}
      />
      <div className="list-line">
        <p className="counted" role="status">
          {counted} {noun}
          {query !== '' && (all > total || !totalIsExact) ? (
            <>
              . {totalIsExact ? <b>{count(all - total)} hidden</b> : 'The rest is hidden'} by filters{' '}
              <button type="button" className="as-link" onClick={clear}>
                show all
              </button>
            </>
          ) : null}
          {pages.isFetching && !pages.isFetchingNextPage ? <span className="caption"> loading</span> : null}
        </p>
        {total > 0 && !predicts ? <VerdictKey rules={about.verdicts} /> : null}
        {total > 0 ? (
          <ExportLinks task={task} targetId={targetId} query={query} counted={`${counted} ${noun}`} />
        ) : null}
      </div>
      {pages.isError ? (
        <StateBlock
          caution
          title="The list did not load"
          action={
            <button type="button" className="button" onClick={() => void pages.refetch()}>
              Try again
            </button>
          }
        >
          <p>{pages.error.message}</p>
        </StateBlock>
      ) : null}
      {items.length > 0 ? (
        <div ref={table} className={pages.isPlaceholderData ? 'stale' : undefined}>
          <TaskTable
            task={task}
            about={about}
            items={items}
            explainers={predicts ? [] : columnsOf(explainers)}
            query={handed}
            predicts={predicts}
          />
        </div>
      ) : pages.isPending ? (
        <Bars rows={8} />
      ) : pages.isError ? null : all === 0 ? (
        <StateBlock title="No questions yet" level={2}>
          <p>
            The store holds no measured {about.items} of <span className="mono">{targetName}</span>.
            {about.takesOwn ? ' A text of your own can be measured all the same.' : null}
          </p>
        </StateBlock>
      ) : (
        <StateBlock
          title="No question matches these filters"
          level={2}
          action={
            <button type="button" className="button" onClick={clear}>
              Clear the filters
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
            className="button"
            disabled={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {pages.isFetchingNextPage ? 'Loading' : 'More'}{' '}
            <span className="caption">
              {count(items.length)} of {counted}
            </span>
          </button>
        </p>
      ) : null}
    </>
  );
});

/** What the marks in the columns of explainers mean. */
function VerdictKey({ rules }: { rules: VerdictRules }) {
  return (
    <p className="caption verdict-key">
      What each explainer said is{' '}
      {VERDICTS.map((verdict) => (
        <VerdictMark key={verdict} verdict={verdict} rules={rules} mini />
      ))}
    </p>
  );
}
