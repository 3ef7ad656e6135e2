'use client';

import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { CopyMenu } from '@/components/copy/copy-menu';
import { ItemHead } from '@/components/item/item-head';
import { ShareDialog } from '@/components/item/share-dialog';
import { PredictHead } from '@/components/predict/predict-head';
import { snapshotOf } from '@/components/live/snapshot-of';
import type { QuestionProps } from '@/components/task/view';
import { TruthBadge } from '@/components/ui/badge';
import { useKeys } from '@/components/ui/use-keys';
import { homePath, listPath, ownPath } from '@/lib/api/paths';
import { patch } from '@/lib/task/patch';
import type { PatchBody, PatchTruth, Sweep } from '@/lib/task/patch/body';
import { blockAt, blockKey, placeOf, questionBlock } from './cells';
import { cellSummary, MapAndPanel } from './map-and-panel';
import { recordedOf } from './recorded';
import { useCell } from './use-cell';
import { useLive } from './use-live';
import { captionOf, NAME, outcomeWords, PATCH_VERDICTS } from './words';

type Props = QuestionProps<PatchBody, PatchTruth, Sweep>;

/** A recorded patch question: its map, its cell, what each explainer said. */
export function PatchQuestion({ target, item, explainers, setup, place, snapshot, list, predicting }: Props) {
  const { body, detail: sweep } = item;
  const router = useRouter();
  const [sharing, setSharing] = useState(false);
  const choice = useCell(sweep, body, blockAt(place, body) ?? questionBlock(body));
  const recorded = useMemo(() => recordedOf(item), [item]);
  const go = (href: string | null | undefined) => (href ? () => router.push(href) : undefined);
  const live = useLive({ setup, target, explainers, body, snapshot });
  useKeys({ j: go(list?.next), k: go(list?.previous), s: () => setSharing(true) });

  const own = new URLSearchParams({
    x: body.text,
    s: body.source,
    layer: String(choice.block.layer),
    to: String(choice.block.to),
    pos: String(choice.block.position),
  });
  return (
    <>
      <ItemHead
        crumbs={[
          { text: target.name, href: homePath(target.id) },
          { text: NAME, href: list?.href ?? listPath(patch, target.id) },
          { text: `q·${item.id.slice(0, 7)}`, mono: true },
        ]}
        title={item.title}
        badge={<TruthBadge {...item} />}
        caption={captionOf(body, item.split)}
        previous={list?.previous}
        next={list?.next}
        edit={ownPath(patch, target.id, own)}
        share={{ name: 'Share cell', open: () => setSharing(true) }}
        copy={
          <CopyMenu
            what={async () =>
              (await import('./copy')).patchCopy(
                item,
                explainers,
                choice.block,
                recorded.get(blockKey(choice.block)) ?? [],
              )
            }
          />
        }
      />
      <MapAndPanel
        sweep={sweep}
        body={body}
        record={item}
        recorded={recorded}
        explainers={explainers}
        setup={setup}
        live={live}
        choice={choice}
        guess={predicting?.guess ?? null}
        panelHead={
          predicting ? (
            <PredictHead
              {...predicting}
              item={item}
              outcome={outcomeWords(item.truth)}
              rules={PATCH_VERDICTS}
              explainers={explainers}
              next={list?.next}
            />
          ) : null
        }
      />
      <ShareDialog
        open={sharing}
        onClose={() => setSharing(false)}
        summary={`${item.title}: ${cellSummary(choice.block, sweep)}.`}
        gather={() => ({
          view: { task: patch.id, target: target.id, question: item.id, place: placeOf(choice.block) },
          live: snapshotOf(live.results, {
            task: patch.id,
            explainers,
            contentHash: target.contentHash,
            now: new Date(),
          }),
        })}
      />
    </>
  );
}
