import { notFound, redirect } from 'next/navigation';
import { AddressState } from '@/components/shell/address-state';
import { modelPath } from '@/lib/api/paths';
import { readTarget } from '../_data/route';
import { loadTargets } from '../_data/target';

export default async function TargetLayout({ children, params }: LayoutProps<'/[target]'>) {
  const model = await readTarget((await params).target);
  if (!model) notFound();
  // A model that nothing was asked about has a page of its own alone.
  if (!(await loadTargets()).some(({ id }) => id === model.id)) redirect(modelPath(model.id));
  return <AddressState>{children}</AddressState>;
}
