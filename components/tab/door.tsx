'use client';

import { useRouter } from 'next/navigation';
import { PLAYGROUND } from '@/components/playground/words';
import { listPath, TAB } from '@/lib/api/paths';
import { DropFolder } from './drop-folder';

/** Takes a folder where models are listed, and leads to its playground. */
export function TabDoor() {
  const router = useRouter();
  return (
    <section className="section" aria-label="A model folder of your own">
      <header>
        <h2>A model folder of your own</h2>
        <span className="caption">read on your disk, run in this tab alone</span>
      </header>
      <DropFolder onOpen={() => router.push(listPath(PLAYGROUND, TAB))} />
    </section>
  );
}
