import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Playground } from '@/components/playground/playground';
import { PLAYGROUND } from '@/components/playground/words';
import { TabDoor } from '@/components/tab/door';
import { headOf } from '@/lib/store/records';
import { loadPlayground } from '../../_data/playground';
import { readTarget } from '../../_data/route';
import '@/components/map/map.css';
import '@/components/playground/playground.css';
import '@/components/tab/tab.css';

export const metadata: Metadata = { title: PLAYGROUND.name };

export default async function Page({ params }: PageProps<'/[target]/playground'>) {
  const target = await readTarget((await params).target);
  if (!target) notFound();
  return (
    <>
      <Playground target={headOf(target)} {...await loadPlayground(target)} />
      <TabDoor />
    </>
  );
}
