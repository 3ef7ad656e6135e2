import { notFound, redirect } from 'next/navigation';
import { modelPath } from '@/lib/api/paths';
import { readTarget } from '../../_data/route';
import { loadTargets } from '../../_data/target';

/** A model that nothing was asked about has no questions to show. */
export default async function TaskLayout({ children, params }: LayoutProps<'/[target]/[task]'>) {
  const model = await readTarget((await params).target);
  if (!model) notFound();
  if (!(await loadTargets()).some(({ id }) => id === model.id)) redirect(modelPath(model.id));
  return children;
}
