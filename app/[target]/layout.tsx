import { notFound } from 'next/navigation';
import { AddressState } from '@/components/shell/address-state';
import { readTarget } from '../_data/route';

export default async function TargetLayout({ children, params }: LayoutProps<'/[target]'>) {
  if (!(await readTarget((await params).target))) notFound();
  return <AddressState>{children}</AddressState>;
}
