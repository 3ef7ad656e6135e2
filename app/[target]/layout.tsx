import { notFound } from 'next/navigation';
import { Providers } from '@/components/shell/providers';
import { pathId } from '../_data/params';
import { loadModel } from '../_data/target';

export default async function TargetLayout({ children, params }: LayoutProps<'/[target]'>) {
  if (!(await loadModel(pathId((await params).target)))) notFound();
  return <Providers>{children}</Providers>;
}
