'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { CopyMenu } from '@/components/copy/copy-menu';
import { SPLIT_NAMES } from '@/components/format/words';
import { ItemHead } from '@/components/item/item-head';
import { ShareDialog } from '@/components/item/share-dialog';
import { PredictHead } from '@/components/predict/predict-head';
import { snapshotOf } from '@/components/live/snapshot-of';
import type { QuestionProps } from '@/components/task/view';
import { TruthBadge } from '@/components/ui/badge';
import { useKeys } from '@/components/ui/use-keys';
import { homePath, listPath, ownPath } from '@/lib/api/paths';
import { ablate } from '@/lib/task/ablate';
import type { AblateBody, AblateTruth, Attribution } from '@/lib/task/ablate/body';
import { placeOf, spanAt } from './spans';
import { spanSummary, StripAndPanel } from './strip-and-panel';
import { useLive } from './use-live';
import { useSpan } from './use-span';
import { ABLATE_VERDICTS, captionOf, findingWords, NAME, outcomeWords, tokenCount } from './words';

type Props = QuestionProps<AblateBody, AblateTruth, Attribution>;

/** A recorded ablation question: its text, what each part is worth, what each explainer said. */
export function AblateQuestion({
  target,
  item,
  explainers,
  setup,
  place,
  snapshot,
  list,
  predicting,
}: Props) {
  const { body, truth, detail } = item;
  const router = useRouter();
  const [sharing, setSharing] = useState(false);
  const choice = useSpan(detail.tokens.length, spanAt(place) ?? body.span);
  const { span } = choice.chosen;
  const go = (href: string | null | undefined) => (href ? () => router.push(href) : undefined);
  const live = useLive({ setup, explainers, body, snapshot });
  useKeys({ j: go(list?.next), k: go(list?.previous), s: () => setSharing(true) });

  const own = new URLSearchParams({ x: body.text, from: String(span.from), to: String(span.to) });
  return (
    <>
      <ItemHead
        crumbs={[
          { text: target.name, href: homePath(target.id) },
          { text: NAME, href: list?.href ?? listPath(ablate, target.id) },
          { text: `q·${item.id.slice(0, 7)}`, mono: true },
        ]}
        title={`${item.title}: ${findingWords(truth)}`}
        badge={<TruthBadge {...item} />}
        caption={`${captionOf(body)}, ${SPLIT_NAMES[item.split]}, ${tokenCount(body.tokens.length)}`}
        previous={list?.previous}
        next={list?.next}
        edit={ownPath(ablate, target.id, own)}
        share={{ name: 'Share span', open: () => setSharing(true) }}
        copy={
          <CopyMenu
            what={async () => (await import('./copy')).ablateCopy(item, explainers, span, choice.by)}
          />
        }
      />
      <StripAndPanel
        detail={detail}
        body={body}
        record={item}
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
              outcome={outcomeWords(truth)}
              rules={ABLATE_VERDICTS}
              explainers={explainers}
              next={list?.next}
            />
          ) : null
        }
      />
      <ShareDialog
        open={sharing}
        onClose={() => setSharing(false)}
        summary={`${body.subject}: ${spanSummary(span, detail)}.`}
        gather={() => ({
          view: { task: ablate.id, target: target.id, question: item.id, place: placeOf(span) },
          live: snapshotOf(live.results, {
            task: ablate.id,
            explainers,
            contentHash: target.contentHash,
            now: new Date(),
          }),
        })}
      />
    </>
  );
}
