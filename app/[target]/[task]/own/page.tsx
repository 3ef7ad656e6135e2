import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { OwnPage } from '@/components/task/pages';
import { QUESTION } from '@/components/tour/step';
import { headOf } from '@/lib/store/records';
import { loadExamples } from '../../../_data/examples';
import { loadItem } from '../../../_data/item';
import { loadLiveSetup } from '../../../_data/live';
import { readRoute } from '../../../_data/route';
import { loadShown } from '../../../_data/target';

export const metadata: Metadata = { title: 'Own text' };

type Props = PageProps<'/[target]/[task]/own'>;

export default async function Page({ params, searchParams }: Props) {
  const [path, { [QUESTION]: question }] = await Promise.all([params, searchParams]);
  const route = await readRoute(path);
  if (!route?.view.task.own) notFound();
  const { target, view } = route;
  const [explainers, setup, examples, from] = await Promise.all([
    loadShown(target.id, view.task.id),
    loadLiveSetup(target, view.task.id),
    loadExamples(target.id, view.task.id),
    typeof question === 'string' ? loadItem({ ...path, question }) : null,
  ]);
  // A reader may come from a recorded question, to go on with its input.
  const own = from && view.example?.(from.item)?.own;
  const [first] = examples;
  const shown = !own && first ? await loadItem({ ...path, question: first.question }) : from;
  return (
    <OwnPage
      task={view.task.id}
      target={headOf(target)}
      explainers={explainers}
      setup={setup}
      examples={examples}
      recorded={shown?.item ?? null}
      start={own ? { own, place: {} } : null}
      snapshot={null}
    />
  );
}
