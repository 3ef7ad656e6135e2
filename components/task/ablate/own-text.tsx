'use client';

import Link from 'next/link';
import { useEffect, useId, useMemo, useState } from 'react';
import { whereTextsGo } from '@/components/live/setup';
import { ItemHead } from '@/components/item/item-head';
import { ShareDialog } from '@/components/item/share-dialog';
import { CannotRun } from '@/components/live/cannot-run';
import { LiveBar } from '@/components/live/live-bar';
import { costWords } from '@/components/live/live-button';
import { TurnSwitch } from '@/components/live/turn-switch';
import type { Turn } from '@/components/live/use-turn';
import { sharedWords, shareOwn } from '@/components/live/share-own';
import { snapshotOf } from '@/components/live/snapshot-of';
import type { OwnProps } from '@/components/task/view';
import { Live, Measured } from '@/components/ui/badge';
import { Icon } from '@/components/ui/icon';
import { StateBlock } from '@/components/ui/state';
import { useKeys } from '@/components/ui/use-keys';
import { homePath, itemPath, listPath } from '@/lib/api/paths';
import type { ItemWithDetail } from '@/lib/store/records';
import { CHAT_TURN } from '@/lib/model/chat-turn';
import { ablate } from '@/lib/task/ablate';
import { MAX_TEXT, type AblateBody, type AblateTruth, type Attribution } from '@/lib/task/ablate/body';
import type { Place } from '@/lib/task/task';
import { placeOf, spanAt } from './spans';
import { spanSummary, StripAndPanel } from './strip-and-panel';
import { ToTry } from './to-try';
import { useLive } from './use-live';
import { useSpan } from './use-span';
import { NAME } from './words';

export type RecordedItem = ItemWithDetail<AblateBody, AblateTruth, Attribution>;

/** A text with what is on record for it, if anything is. */
export interface Shown {
  text: string;
  record: RecordedItem | null;
}

/** The field of a text, and what was measured for it: live, or as it is on record. Mount it anew (`key`) for another text. */
export function OwnText({
  target,
  explainers,
  turn,
  examples,
  shown,
  place,
  snapshot,
  measureAtOnce,
  onText,
  onTurn,
}: Omit<OwnProps, 'start' | 'setup' | 'recorded'> & {
  shown: Shown | null;
  place: Place;
  measureAtOnce: boolean;
  turn: Turn;
  onText: (text: string) => void;
  /** With the text as it stands in the field; null where there is none. */
  onTurn: (on: boolean, text: string | null) => void;
}) {
  const record = shown?.record ?? null;
  const [draft, setDraft] = useState(shown?.text ?? '');
  const [sharing, setSharing] = useState(false);
  const id = useId();
  const { setup, run } = turn;
  const body = useMemo(() => record?.body ?? ablate.own!.body({ x: run?.[0] ?? '' }), [record, run]);
  const live = useLive({ setup, explainers, body, snapshot });
  const { measure, measurable, work } = live;
  const detail = record?.detail ?? live.detail;
  useEffect(() => {
    if (measureAtOnce && measurable && shown && !record) measure([]);
    // Once, when this text was handed in.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const choice = useSpan(
    detail?.tokens.length ?? null,
    spanAt(place) ?? record?.body.span ?? strongest(detail),
  );
  const { span } = choice.chosen;
  const share = detail ? () => setSharing(true) : undefined;
  useKeys({ s: share });

  const wanted = draft.trim();
  const held = turn.on && shown !== null && run === null;
  const changed = record !== null || wanted !== shown?.text;
  return (
    <>
      <ItemHead
        crumbs={[
          { text: target.name, href: homePath(target.id) },
          { text: NAME, href: listPath(ablate, target.id) },
          { text: 'Own text' },
        ]}
        title="Own text, with words taken away"
        badge={
          record ? (
            <Measured what="truth" hash={record.truthHash} />
          ) : detail && live.provider ? (
            <Live provider={live.provider} at={live.recordedAt ?? undefined} />
          ) : null
        }
        caption={record ? 'an example from the record, to begin with' : whereTextsGo(setup)}
        share={share && { name: 'Share span', open: share }}
      />
      <form
        className="own"
        onSubmit={(event) => {
          event.preventDefault();
          if (!wanted || held) return;
          if (changed) onText(wanted);
          else measure([]);
        }}
      >
        <label htmlFor={id} className="caption">
          text that is run
        </label>
        <input
          id={id}
          className="field mono"
          value={draft}
          maxLength={MAX_TEXT}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setDraft(event.target.value)}
        />
        <div className="buttons">
          {measurable ? (
            <button type="submit" className="button primary" disabled={!wanted || held || work.busy}>
              <Icon name="play" />
              {detail && !changed ? 'Measure again' : 'Measure'}{' '}
              <span className="caption">{costWords(live.cost.measure, live.engine)}</span>
            </button>
          ) : null}
          {turn.offered ? (
            <TurnSwitch on={turn.on} error={turn.error} onChange={(on) => onTurn(on, wanted || null)} />
          ) : null}
          <ToTry examples={examples} shown={shown?.text} onText={onText} />
        </div>
      </form>
      {record ? (
        <p className="note own-note">
          This question is <Link href={itemPath(ablate, target.id, record.id)}>on record</Link>. Change the
          text and measure yours.
        </p>
      ) : null}
      {detail && shown ? (
        detail.tokens.length > 1 ? (
          <StripAndPanel
            detail={detail}
            body={body}
            record={record}
            explainers={explainers}
            setup={setup}
            live={live}
            choice={choice}
          />
        ) : (
          <StateBlock title="Nothing can be taken away" level={2}>
            <p>This text is a single token: without it nothing would be left to read.</p>
          </StateBlock>
        )
      ) : work.busy || work.error ? (
        <div className="section">
          <LiveBar work={work} provider={live.engine} hasRecord={false} />
        </div>
      ) : measurable ? (
        <p className="note own-note">
          Each token, word and sentence is left out once, and the next word is read: what lowers the
          probability of the answer held it up. Then choose any part yourself.
        </p>
      ) : (
        <CannotRun href={listPath(ablate, target.id)} name="To the recorded questions" />
      )}
      {detail && shown ? (
        <ShareDialog
          open={sharing}
          onClose={() => setSharing(false)}
          summary={`${record ? record.title : 'Your text'}: ${spanSummary(span, detail)}${sharedWords(setup)}`}
          gather={() => {
            const place = placeOf(span);
            const shared = { target, setup, explainers, results: live.results };
            if (!record)
              return shareOwn(ablate.id, shared, {
                own: { x: shown.text, ...(turn.on && { chat: CHAT_TURN }) },
                place,
              });
            const { contentHash } = target;
            return {
              view: { task: ablate.id, target: target.id, place, question: record.id },
              live: snapshotOf(live.results, { task: ablate.id, explainers, contentHash, now: new Date() }),
            };
          }}
        />
      ) : null}
    </>
  );
}

/** The token that is worth most to the answer, where nothing else is chosen. */
function strongest(detail: Attribution | null): { from: number; to: number } {
  const [first, ...rest] = detail?.removals.tokens ?? [];
  if (!first) return { from: 0, to: 1 };
  return rest.reduce((best, next) => (next.effect > best.effect ? next : best), first).span;
}
