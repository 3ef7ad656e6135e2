'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { LiveBar } from '@/components/live/live-bar';
import { useWork } from '@/components/live/use-work';
import { withQueries } from '@/components/query/with-queries';
import { Icon } from '@/components/ui/icon';
import { classNames } from '@/components/ui/class-names';
import { onDemand } from '@/components/ui/on-demand';
import type { FolderFacts } from '@/lib/engine/inspect-folder';
import type { Room } from '@/lib/engine/room';
import type { FolderNeed } from '@/lib/permalink/view';
import { folderOfDrop, folderOfList, type ChosenFolder } from './chosen-folder';
import type { Tab } from './tab';

// Fetched with what reads the folder that it is about.
const FolderCard = onDemand(() => import('./folder-card').then((module) => module.FolderCard));

/** A folder that was looked at, and whether it fits where models run here. */
export interface Looked {
  chosen: ChosenFolder;
  facts: FolderFacts;
  room: Room;
}

async function look(choosing: Promise<ChosenFolder> | ChosenFolder): Promise<Looked> {
  const chosen = await choosing;
  const [{ inspect }, { deviceHere }, { roomFor }] = await Promise.all([
    import('./inspect'),
    import('@/components/live/engine-host'),
    import('@/lib/engine/room'),
  ]);
  const facts = await inspect(chosen);
  return { chosen, facts, room: roomFor(facts, await deviceHere()) };
}

/**
 * Takes the folder of a model, says what it is and what it takes, and makes it the target of this tab when the reader
 * says so. Everything is read where it lies.
 */
export const DropFolder = withQueries(function DropFolder({
  needs = null,
  first = false,
  onOpen,
}: {
  /** The folder that an address asks for. */
  needs?: FolderNeed | null;
  /** It is what the page is for. */
  first?: boolean;
  onOpen: (tab: Tab) => void;
}) {
  const client = useQueryClient();
  const work = useWork();
  const looking = useMutation({ mutationFn: look });
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const looked = looking.data;
  const failed = looking.error ?? work.error;
  const take = (choosing: Promise<ChosenFolder> | ChosenFolder) => {
    work.cancel();
    looking.mutate(choosing);
  };
  const open = ({ chosen, facts }: Looked) =>
    work.start(async (signal) => {
      const { openTab } = await import('./tab');
      const tab = await openTab(client, chosen, facts, { signal, progress: work.progress });
      onOpen(tab);
    });
  return (
    <div
      className={classNames('drop-folder', over && 'over')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(folderOfDrop(event.dataTransfer));
      }}
    >
      <p>
        <button
          type="button"
          className={classNames('button', first && !looked && 'primary')}
          disabled={looking.isPending || work.busy}
          onClick={() => input.current?.click()}
        >
          {looked ? 'Choose another folder' : 'Choose a model folder'}
        </button>{' '}
        or drop it here
      </p>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label="Model folder"
        // @ts-expect-error React does not know the name that all browsers have for it.
        webkitdirectory=""
        onChange={({ currentTarget }) => {
          const { files } = currentTarget;
          if (files && files.length > 0) take(folderOfList(files));
          // The same folder can be chosen again.
          currentTarget.value = '';
        }}
      />
      <p className="caption">
        A Hugging Face folder: <span className="mono">config.json</span>,{' '}
        <span className="mono">tokenizer.json</span>, and <span className="mono">model.safetensors</span> or
        its shards, as F32, F16 or BF16. It is read where it lies; nothing is sent.
      </p>
      <div role="status">
        {looking.isPending ? <p className="caption">looking at the folder</p> : null}
        {failed ? (
          <p className="refusal">
            <Icon name="warning" /> {failed.message}
          </p>
        ) : null}
      </div>
      {looked ? (
        <FolderCard looked={looked} needs={needs} busy={work.busy} onOpen={() => open(looked)} />
      ) : null}
      {work.busy ? <LiveBar work={work} provider={looked?.room.provider ?? null} hasRecord={false} /> : null}
    </div>
  );
});
