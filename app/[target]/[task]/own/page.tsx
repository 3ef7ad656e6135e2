import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { OwnPage } from '@/components/task/pages';
import { loadExamples } from '../../../_data/examples';
import { loadLiveSetup } from '../../../_data/live';
import { readRoute } from '../../../_data/route';
import { loadShown } from '../../../_data/target';

export const metadata: Metadata = { title: 'Own text' };

export default async function Page({ params }: PageProps<'/[target]/[task]/own'>) {
  const route = await readRoute(await params);
  if (!route?.view.task.own) notFound();
  const { target, view } = route;
  const [explainers, setup, examples] = await Promise.all([
    loadShown(target.id, view.task.id),
    loadLiveSetup(target, view.task.id),
    loadExamples(target.id, view.task.id),
  ]);
  return (
    <OwnPage
      task={view.task.id}
      target={target}
      explainers={explainers}
      setup={setup}
      examples={examples}
      start={null}
      snapshot={null}
    />
  );
}
