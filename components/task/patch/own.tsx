'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useEffect, useId, useMemo, useState } from 'react';
import { whereTextsGo } from '@/components/live/setup';
import { ItemHead } from '@/components/item/item-head';
import { ShareDialog } from '@/components/item/share-dialog';
import { CannotRun } from '@/components/live/cannot-run';
import { LiveBar } from '@/components/live/live-bar';
import { costWords } from '@/components/live/live-button';
import { TurnSwitch } from '@/components/live/turn-switch';
import { useTurn, wantsTurn, type Turn } from '@/components/live/use-turn';
import { sharedWords, shareOwn } from '@/components/live/share-own';
import type { OwnProps } from '@/components/task/view';
import { Live } from '@/components/ui/badge';
import { Icon } from '@/components/ui/icon';
import { useKeys } from '@/components/ui/use-keys';
import { homePath, listPath } from '@/lib/api/paths';
import { CHAT_TURN } from '@/lib/model/chat-turn';
import { patch } from '@/lib/task/patch';
import type { ItemWithDetail } from '@/lib/store/records';
import { MAX_TEXT, type OwnTexts, type PatchBody, type PatchTruth, type Sweep } from '@/lib/task/patch/body';
import type { Place } from '@/lib/task/task';
import { blockAt, placeOf, questionBlock, strongestCell } from './cells';
import { cellSummary, MapAndPanel } from './map-and-panel';
import { NOTHING_RECORDED, recordedOf } from './recorded';
import { useCell } from './use-cell';
import { useLive } from './use-live';
import { NAME } from './words';

/** A reader's own pair of texts, measured and explained in this browser. */
export function OwnPatch({ start, snapshot, setup, recorded, ...page }: OwnProps) {
  const [query, setQuery] = useQueryStates(
    {
      ...{ x: parseAsString, s: parseAsString, chat: parseAsString },
      ...{ layer: parseAsString, to: parseAsString, pos: parseAsString },
    },
    { history: 'push', shallow: true },
  );
  const ofLink = start && textsOf(start.own);
  // Who brings no texts finds some that are measured, and can change a word of them.
  const first = recorded && page.examples[0] ? textsOf(page.examples[0].own) : null;
  const { x, s } =
    query.x && query.s
      ? { x: query.x.slice(0, MAX_TEXT), s: query.s.slice(0, MAX_TEXT) }
      : (ofLink ?? first ?? { x: '', s: '' });
  const texts = useMemo(() => textsOf({ x, s }), [x, s]);
  const written = useMemo(() => texts && [texts.x, texts.s], [texts]);
  const turn = useTurn(setup, wantsTurn(query.chat, query.x, start?.own.chat), written);
  const asLinked =
    texts !== null &&
    texts.x === ofLink?.x &&
    texts.s === ofLink?.s &&
    turn.on === wantsTurn(null, null, start?.own.chat);
  const record = recorded as ItemWithDetail<PatchBody, PatchTruth, Sweep> | null | undefined;
  const isOnRecord = !turn.on && record?.body.text === x && record.body.source === s;
  // Texts that were just handed in are measured; texts of an address wait, because measuring may download.
  const [handedIn, setHandedIn] = useState(false);
  return (
    <Texts
      // Another pair of texts is another measurement.
      key={JSON.stringify([texts, turn.on, turn.run])}
      {...page}
      texts={texts}
      record={isOnRecord ? record : null}
      place={asLinked && start ? start.place : {}}
      snapshot={asLinked ? snapshot : null}
      turn={turn}
      measureAtOnce={handedIn && !isOnRecord && turn.run !== null}
      onTexts={(next) => {
        setHandedIn(true);
        void setQuery({ ...next, chat: turn.on ? CHAT_TURN : null, layer: null, to: null, pos: null });
      }}
      onTurn={(on, next) =>
        void setQuery({ ...next, chat: on ? CHAT_TURN : null, layer: null, to: null, pos: null })
      }
    />
  );
}

const textsOf = ({ x, s }: Record<string, string>): OwnTexts | null => (x && s ? { x, s } : null);

/** What is chosen while there is no map. */
const NOWHERE = { layer: 0, to: 0, position: 0 };

function Texts({
  target,
  explainers,
  turn,
  examples,
  texts,
  record,
  place,
  snapshot,
  measureAtOnce,
  onTexts,
  onTurn,
}: Omit<OwnProps, 'start' | 'setup' | 'recorded'> & {
  texts: OwnTexts | null;
  /** The question on record of these texts, as it was measured. */
  record: ItemWithDetail<PatchBody, PatchTruth, Sweep> | null;
  place: Place;
  measureAtOnce: boolean;
  turn: Turn;
  onTexts: (texts: OwnTexts) => void;
  /** With the texts as they stand in the fields, if they can be run. */
  onTurn: (on: boolean, texts: OwnTexts | null) => void;
}) {
  const first = examples[0] ? textsOf(examples[0].own) : null;
  const [draft, setDraft] = useState<OwnTexts>(texts ?? first ?? { x: '', s: '' });
  const [sharing, setSharing] = useState(false);
  const { setup, run } = turn;
  const body = useMemo(() => patch.own!.body(run ? { x: run[0]!, s: run[1]! } : {}), [run]);
  const live = useLive({ setup, target, explainers, body, snapshot });
  const { measure, measurable, work } = live;
  const sweep = live.sweep ?? record?.detail ?? null;
  const recorded = useMemo(() => (record ? recordedOf(record) : NOTHING_RECORDED), [record]);
  useEffect(() => {
    if (measureAtOnce && measurable && texts) measure();
    // Once, when these texts were handed in.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const choice = useCell(
    sweep,
    null,
    blockAt(place, null) ?? (record ? questionBlock(record.body) : sweep ? strongestCell(sweep) : NOWHERE),
  );
  const share = live.sweep ? () => setSharing(true) : undefined;
  useKeys({ s: share });

  const wanted: OwnTexts = { x: draft.x.trim(), s: draft.s.trim() };
  const ready = wanted.x !== '' && wanted.s !== '';
  const held = turn.on && texts !== null && run === null;
  const changed = !texts || wanted.x !== texts.x || wanted.s !== texts.s;

  return (
    <>
      <ItemHead
        crumbs={[
          { text: target.name, href: homePath(target.id) },
          { text: NAME, href: listPath(patch, target.id) },
          { text: 'Own text' },
        ]}
        title="Own text, patched from another"
        badge={
          live.sweep && live.provider ? (
            <Live provider={live.provider} at={live.recordedAt ?? undefined} />
          ) : null
        }
        caption={whereTextsGo(setup)}
        share={share && { name: 'Share cell', open: share }}
      />
      <form
        className="own"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready || held) return;
          if (changed) onTexts(wanted);
          else measure();
        }}
      >
        <TextField label="x text that is run" value={draft.x} onChange={(x) => setDraft({ ...draft, x })} />
        <TextField
          label="x′ source of the vector"
          value={draft.s}
          onChange={(s) => setDraft({ ...draft, s })}
        />
        <div className="buttons">
          {measurable ? (
            <button type="submit" className="button primary" disabled={!ready || held || work.busy}>
              <Icon name="play" />
              {sweep && !changed ? 'Measure again' : 'Measure'}{' '}
              <span className="caption">{costWords(live.cost.measure, live.engine)}</span>
            </button>
          ) : null}
          {turn.offered ? (
            <TurnSwitch
              on={turn.on}
              error={turn.error}
              onChange={(on) => onTurn(on, ready ? wanted : null)}
            />
          ) : null}
          {examples.length > 0 ? (
            <span className="caption">
              {record ? 'measured before, on record; or try ' : 'or begin with '}
              {examples
                .filter(({ question }) => question !== record?.id)
                .map(({ name, own }, index) => (
                  <span key={name}>
                    {index > 0 ? ', ' : null}
                    <button type="button" className="as-link" onClick={() => onTexts(textsOf(own) ?? draft)}>
                      {name}
                    </button>
                  </span>
                ))}
            </span>
          ) : null}
        </div>
      </form>
      {sweep && texts ? (
        <MapAndPanel
          sweep={sweep}
          body={record?.body ?? body}
          record={record}
          recorded={recorded}
          explainers={explainers}
          setup={setup}
          live={live}
          choice={choice}
        />
      ) : work.busy || work.error ? (
        <div className="section">
          <LiveBar work={work} provider={live.engine} hasRecord={false} />
        </div>
      ) : measurable ? (
        <p className="note own-note">
          Each layer and token of the text is patched with the vector that stands there in the source, and the
          next word is read.
          {setup.target?.folder ? null : (
            <>
              {' '}
              Texts worded like <span className="mono">The capital of Estonia is</span> are what the models
              know best.
            </>
          )}
        </p>
      ) : (
        <CannotRun href={listPath(patch, target.id)} name="To the recorded questions" />
      )}
      {live.sweep && sweep && texts ? (
        <ShareDialog
          open={sharing}
          onClose={() => setSharing(false)}
          summary={`Your two texts, ${cellSummary(choice.block, sweep)}${sharedWords(setup)}`}
          gather={() =>
            shareOwn(
              patch.id,
              { target, setup, explainers, results: live.results },
              { own: { ...texts, ...(turn.on && { chat: CHAT_TURN }) }, place: placeOf(choice.block) },
            )
          }
        />
      ) : null}
    </>
  );
}

function TextField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="caption">
        {label}
      </label>
      <input
        id={id}
        className="field mono"
        value={value}
        maxLength={MAX_TEXT}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}
