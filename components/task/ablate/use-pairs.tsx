'use client';

import { useState } from 'react';
import { Live as LiveBadge, Measured } from '@/components/ui/badge';
import type { Span } from '@/lib/measure/ablate';
import type { Item } from '@/lib/store/records';
import type { AblateBody, AblateTruth, Attribution } from '@/lib/task/ablate/body';
import { measuredAt } from './attribution';
import { sameSpan, spanKey } from './spans';
import type { Live } from './use-live';

/** A question on record. */
export type RecordedAblation = Pick<
  Item<AblateBody, AblateTruth>,
  'body' | 'truth' | 'truthHash' | 'explanations'
>;

/** A span that was taken away, what happened, and where that is known from. */
export interface Pair {
  span: Span;
  truth: AblateTruth;
  badge: React.ReactNode;
}

/** What is known of the chosen span, the pairs that are kept, and what can be done. */
export interface Pairs {
  /** What happens without the chosen span; null where nobody measured it, or where it is held back. */
  chosen: Pair | null;
  isKept: boolean;
  /** Explainers go first: what happens is not to be seen yet. */
  isHeldBack: boolean;
  /** What is held back was measured, and can be shown. */
  canShow: boolean;
  kept: Pair[];
  /** Spans measured here that are no unit of the text. */
  further: Span[];
  /** Keeps the chosen span as a pair; measures it where nobody did. */
  remove: () => void;
  /** Asks explainers about the chosen span while what happens is held back. */
  askFirst: () => void;
}

/**
 * What was taken away so far. A recorded value comes before a live one.
 *
 * @param detail what is drawn: the record's, else what was measured live
 */
export function usePairs({
  span,
  detail,
  body,
  record,
  live,
}: {
  span: Span;
  detail: Attribution;
  body: AblateBody;
  record: RecordedAblation | null;
  live: Live;
}): Pairs {
  const [removed, setRemoved] = useState<readonly Span[]>([]);
  const [heldBack, setHeldBack] = useState<ReadonlySet<string>>(new Set());
  const key = spanKey(span);

  const recordAt = (at: Span): AblateTruth | null =>
    record && (sameSpan(record.body.span, at) ? record.truth : measuredAt(body, detail, at));
  const liveAt = (at: Span): AblateTruth | null => live.detail && measuredAt(body, live.detail, at);
  const pairAt = (at: Span): Pair | null => {
    const recorded = recordAt(at);
    if (record && recorded)
      return { span: at, truth: recorded, badge: <Measured what="truth" hash={record.truthHash} /> };
    const made = heldBack.has(spanKey(at)) ? null : liveAt(at);
    if (!made || !live.provider) return null;
    const badge = <LiveBadge provider={live.provider} at={live.recordedAt ?? undefined} />;
    return { span: at, truth: made, badge };
  };

  const further = live.detail?.removals.chosen?.map((removal) => removal.span) ?? [];
  const kept = distinct([...(record ? [record.body.span] : []), ...further, ...removed]).flatMap(
    (at) => pairAt(at) ?? [],
  );
  const isKnown = recordAt(span) !== null || liveAt(span) !== null;
  return {
    chosen: pairAt(span),
    isKept: kept.some((pair) => sameSpan(pair.span, span)),
    // Work that was stopped before anything was measured holds nothing back.
    isHeldBack: heldBack.has(key) && (live.work.busy || isKnown),
    canShow: heldBack.has(key) && isKnown,
    kept,
    further,
    remove() {
      if (!isKnown && (!live.measurable || live.work.busy)) return;
      setRemoved(distinct([...removed, span]));
      setHeldBack(new Set([...heldBack].filter((held) => held !== key)));
      if (!isKnown) live.remove(span);
    },
    askFirst() {
      setHeldBack(new Set([...heldBack, key]));
      live.ask(span);
    },
  };
}

const distinct = (spans: readonly Span[]): Span[] => [
  ...new Map(spans.map((span) => [spanKey(span), span])).values(),
];
