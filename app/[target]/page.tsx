import { notFound, redirect } from 'next/navigation';
import { pathId } from '../_data/params';
import { loadModel } from '../_data/target';

/** A target alone leads to what can be asked about it. */
export default async function TargetPage({ params }: PageProps<'/[target]'>) {
  const model = await loadModel(pathId((await params).target));
  if (!model) notFound();
  redirect(`/${encodeURIComponent(model.id)}/patching`);
}
