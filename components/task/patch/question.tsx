'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { PAIR_MEANINGS } from '@/components/format/words';
import type { LiveSetup } from '@/components/live/setup';
import { snapshotOf } from '@/components/live/snapshot-of';
import { useLivePatch } from '@/components/live/use-live-patch';
import { Measured } from '@/components/ui/badge';
import { useKeys } from '@/components/ui/use-keys';
import type { Snapshot } from '@/lib/permalink/snapshot';
import type { ModelRecord, PatchItemWithSweep } from '@/lib/store/records';
import { questionCell, type Cell } from './cells';
import { cellSummary, PatchingBody } from './patching-body';
import { PatchingHead } from './patching-head';
import { ShareDialog } from './share-dialog';
import { useCell } from './use-cell';

export interface RecordedPatchingProps {
  target: ModelRecord;
  item: PatchItemWithSweep;
  setup: LiveSetup;
  /** Cell to begin at, of a link that names one. */
  start: Cell | null;
  /** Live results of the link that led here. */
  snapshot: Snapshot | null;
  list: { href: string; previous: string | null; next: string | null } | null;
}

/** A recorded patch question: its map, its cell, what each explainer said. */
export function RecordedPatching({ target, item, setup, start, snapshot, list }: RecordedPatchingProps) {
  const router = useRouter();
  const [sharing, setSharing] = useState(false);
  const { cell, stray, select, table, toggleTable } = useCell(item.sweep, start ?? questionCell(item));
  const go = (href: string | null | undefined) => (href ? () => router.push(href) : undefined);
  const live = useLivePatch({ setup, text: item.text, source: item.source, snapshot });
  useKeys({ j: go(list?.next), k: go(list?.previous), s: () => setSharing(true) });

  const edit = `/${target.id}/patching/own?${new URLSearchParams({
    x: item.text,
    s: item.source,
    layer: String(cell.layer),
    pos: String(cell.position),
  })}`;

  return (
    <>
      <PatchingHead
        crumbs={[
          { text: target.name, href: `/?target=${target.id}` },
          { text: 'Patching', href: list?.href ?? `/${target.id}/patching` },
          { text: `q·${item.id.slice(0, 7)}`, mono: true },
        ]}
        title={
          <>
            {item.subject}, patched from {item.sourceSubject}
          </>
        }
        badge={<Measured what="truth" hash={item.truthHash} />}
        caption={`${item.relation}, ${PAIR_MEANINGS[item.pairType]}, ${SPLIT_WORDS[item.split]}, ${lengths(item)}`}
        previous={list?.previous}
        next={list?.next}
        edit={edit}
        onShare={() => setSharing(true)}
      />
      <PatchingBody
        sweep={item.sweep}
        text={item.text}
        item={item}
        cell={cell}
        stray={stray}
        onSelect={select}
        table={table}
        onToggleTable={toggleTable}
        wording={setup.wording}
        live={live}
        again
      />
      <ShareDialog
        open={sharing}
        onClose={() => setSharing(false)}
        summary={`${item.subject}, patched from ${item.sourceSubject}: ${cellSummary(cell, item.sweep)}.`}
        gather={() => ({
          view: {
            page: 'patch',
            target: target.id,
            question: item.id,
            layer: cell.layer,
            position: cell.position,
          },
          live: snapshotOf(live, target.contentHash, new Date()),
        })}
      />
    </>
  );
}

const SPLIT_WORDS = { train: 'trained on', validation: 'validation', test: 'held out' } as const;

function lengths({ tokens, sourceTokens }: PatchItemWithSweep): string {
  return tokens.length === sourceTokens.length
    ? `both texts ${tokens.length} tokens`
    : `${tokens.length} tokens from ${sourceTokens.length}`;
}
