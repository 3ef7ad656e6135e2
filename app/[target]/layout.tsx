import { notFound } from 'next/navigation';
import { Providers } from '@/components/shell/providers';
import { loadModel } from '../_data/target';

export default async function TargetLayout({ children, params }: LayoutProps<'/[target]'>) {
  const target = decodeURIComponent((await params).target);
  if (target.length > 200 || !(await loadModel(target))) notFound();
  return <Providers>{children}</Providers>;
}
