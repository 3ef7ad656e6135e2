import type { Metadata } from 'next';
import { PLAYGROUND } from '@/components/playground/words';
import { TabPlayground } from '@/components/tab/pages';
import '@/components/map/map.css';
import '@/components/playground/playground.css';

export const metadata: Metadata = { title: PLAYGROUND.name };

export default function Page() {
  return <TabPlayground />;
}
