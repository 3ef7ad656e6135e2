import type { Metadata } from 'next';
import { notFound, permanentRedirect, redirect } from 'next/navigation';
import { todaysQuery } from '@/components/list/earlier-query';
import { listed } from '@/components/list/listed';
import { listWords } from '@/components/list/list-words';
import { QuestionList } from '@/components/list/question-list';
import { unanswered } from '@/components/list/unanswered';
import { viewOf } from '@/components/task/views';
import { listPath, modelPath, ownPath } from '@/lib/api/paths';
import { readPredicting } from '@/lib/api/prediction';
import { readFilters, type Filters, withSortOf } from '@/lib/api/query';
import { listFacets, listQuestions, store } from '@/lib/store';
import type { ModelRecord } from '@/lib/store/records';
import { readRoute } from '../../../_data/route';
import { loadShown, loadTargets } from '../../../_data/target';
import { toQuery } from '../../../_data/query';
import '@/components/list/list.css';

type Props = PageProps<'/[target]/[task]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const route = await readRoute(await params);
  return { title: route?.view.name ?? 'Not found' };
}

const PAGE = 50;

export default async function ListPage({ params, searchParams }: Props) {
  const route = await readRoute(await params);
  if (!route) notFound();
  const { target, view } = route;
  // A model that nothing was asked about has no questions to show, but may take a reader's own.
  if (!(await loadTargets()).some(({ id }) => id === target.id))
    redirect(view.task.own ? ownPath(view.task, target.id) : modelPath(target.id));
  const query = toQuery(await searchParams);
  const today = todaysQuery(view, await loadShown(target.id, view.task.id), query);
  if (today) permanentRedirect(listPath(view.task, target.id, String(today)));
  // Not behind a boundary: an answer goes out whole, and what stood in for its rows would only move the page when they come.
  return (
    <Questions
      target={target}
      task={view.task.id}
      filters={withSortOf(view.task.sorts, readFilters(query))}
      predicts={view.task.prediction !== undefined && readPredicting(query).isOn}
    />
  );
}

async function Questions({
  target,
  task,
  filters,
  predicts,
}: {
  target: ModelRecord;
  task: string;
  filters: Filters;
  predicts: boolean;
}) {
  const view = viewOf(task);
  const { Lead } = view;
  const [explainers, facets, first] = await Promise.all([
    loadShown(target.id, task),
    listFacets(store(), { targetId: target.id, task }),
    listQuestions(store(), { targetId: target.id, task, ...filters, limit: PAGE }),
  ]);
  return (
    <QuestionList
      task={task}
      about={listWords(view)}
      targetId={target.id}
      targetName={target.name}
      explainers={explainers}
      facets={facets}
      first={predicts ? unanswered(first) : listed(first)}
      firstFilters={filters}
      firstPredicts={predicts}
      lead={Lead ? <Lead /> : null}
    />
  );
}
