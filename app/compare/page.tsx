import type { Metadata } from 'next';
import { ComparePage } from '@/components/compare/compare-page';
import { lookAt } from '@/components/compare/look';
import { EmptyStore } from '@/components/home/empty-store';
import { allViews } from '@/components/task/views';
import {
  loadCalibration,
  loadCompared,
  loadConfusion,
  loadErrors,
  loadPartings,
  loadSlices,
  resultsBy,
} from '../_data/compare';
import { loadKinships } from '../_data/kinships';
import { toQuery } from '../_data/query';

export const metadata: Metadata = { title: 'Compare' };

export default async function Compare({ searchParams }: PageProps<'/compare'>) {
  const all = await Promise.all(
    allViews().map(async (view) => ({ view, compared: await loadCompared(view.task.id) })),
  );
  const answered = all.filter(({ compared }) => compared.length > 0);
  if (answered.length === 0) return <EmptyStore />;
  const { look, notices } = lookAt(
    toQuery(await searchParams),
    answered.map(({ view, compared }) => ({ view, targets: compared.map(({ target }) => target.id) })),
  );
  const { view, metric, target } = look;
  const { compared } = answered.find((one) => one.view === view)!;
  const { errors, notices: missing } = await loadErrors(target, view.task.id, look);
  return (
    <ComparePage
      look={look}
      notices={[...notices, ...missing]}
      views={answered.map((one) => one.view)}
      compared={compared}
      results={resultsBy(compared, metric.id)}
      slices={await loadSlices(target, view.task.id, metric.id)}
      calibration={await loadCalibration(target, view.task.id)}
      partings={await loadPartings(target, view.task.id)}
      confusion={await loadConfusion(target, view.task.id)}
      errors={errors}
      kinship={await loadKinships(compared.find((one) => one.target.id === target)!.target)}
    />
  );
}
