import { notFound, redirect } from 'next/navigation';
import { allViews } from '@/components/task/views';
import { listPath } from '@/lib/api/paths';
import { readTarget } from '../_data/route';

/** A target alone leads to the first kind of question about it. */
export default async function TargetPage({ params }: PageProps<'/[target]'>) {
  const target = await readTarget((await params).target);
  const [view] = allViews();
  if (!target || !view) notFound();
  redirect(listPath(view.task, target.id));
}
