import type { Metadata } from 'next';
import { TabHome } from '@/components/tab/pages';

export const metadata: Metadata = { title: 'A model folder of your own' };

export default function Page() {
  return <TabHome />;
}
