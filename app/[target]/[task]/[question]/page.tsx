import type { Metadata } from 'next';
import { notFound, permanentRedirect } from 'next/navigation';
import { todaysQuery } from '@/components/list/earlier-query';
import { PredictPage, QuestionPage } from '@/components/task/pages';
import { itemPath, listPath, randomPath } from '@/lib/api/paths';
import { predictingQuery, readPredicting } from '@/lib/api/prediction';
import { filterQuery, readFilters } from '@/lib/api/query';
import { neighbours, store } from '@/lib/store';
import { judgeGuess, openQuestion } from '@/lib/task/guess';
import { headOf } from '@/lib/store/records';
import { loadItem } from '../../../_data/item';
import { loadLiveSetup } from '../../../_data/live';
import { previewOf } from '../../../_data/preview';
import { toQuery } from '../../../_data/query';
import { loadRelated } from '../../../_data/related';
import { readRoute } from '../../../_data/route';
import { loadShown } from '../../../_data/target';

type Props = PageProps<'/[target]/[task]/[question]'>;

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const found = await loadItem(await params);
  if (!found) return { title: (await readRoute(await params))?.view.name ?? 'Not found' };
  const { target, view, item } = found;
  // Who predicts is to see nothing that was measured, and so is whoever is sent the address.
  if (readPredicting(toQuery(await searchParams)).isOn) return { title: item.title };
  return previewOf(
    itemPath(view.task, target.id, item.id),
    item.title,
    `${view.name} of ${target.name}, measured: ${view.outcome(item)}.`,
  );
}

export default async function Page({ params, searchParams }: Props) {
  const found = await loadItem(await params);
  if (!found) notFound();
  const { target, view, item } = found;
  const { task } = view;
  const address = toQuery(await searchParams);
  const explainers = await loadShown(target.id, task.id);
  const today = todaysQuery(view, explainers, address);
  if (today) permanentRedirect(itemPath(task, target.id, item.id, String(today)));

  const filters = readFilters(address);
  const { isOn, guess } = readPredicting(address);
  const open = openQuestion(task, item);
  // Who predicts goes on predicting: along the list, and back to it.
  const reading = filterQuery(filters);
  const predicting = predictingQuery(reading);
  const query = open && isOn ? predicting : reading;
  const to = (id: string | null) => id && itemPath(task, target.id, id, query);
  const around = await neighbours(store(), item.id, { targetId: target.id, task: task.id, ...filters });
  const list = {
    href: listPath(task, target.id, query),
    previous: to(around.previous),
    next: to(around.next),
  };
  const links = {
    read: itemPath(task, target.id, item.id, reading),
    predict: itemPath(task, target.id, item.id, predicting),
    random: randomPath(task, target.id, predicting),
  };
  if (open && isOn && guess === null) {
    const { id, title, split } = item;
    const question = { ...open, id, task: task.id, title, split };
    return <PredictPage key={id} {...{ target: headOf(target), explainers, question, list, links }} />;
  }

  const [setup, related] = await Promise.all([loadLiveSetup(target, task.id), loadRelated(task, item)]);
  return (
    <QuestionPage
      key={item.id}
      target={headOf(target)}
      item={item}
      explainers={explainers}
      setup={setup}
      related={related}
      place={{}}
      snapshot={null}
      list={list}
      predicting={open && { links, guess: guess === null ? null : judgeGuess(task, guess, item) }}
    />
  );
}
