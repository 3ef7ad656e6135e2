'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useEffect, useId, useMemo, useState } from 'react';
import { ItemHead } from '@/components/item/item-head';
import { ShareDialog } from '@/components/item/share-dialog';
import { CannotRun } from '@/components/live/cannot-run';
import { LiveBar } from '@/components/live/live-bar';
import { costWords } from '@/components/live/live-button';
import { sharedWords, shareOwn } from '@/components/live/share-own';
import type { OwnProps } from '@/components/task/view';
import { Live } from '@/components/ui/badge';
import { Icon } from '@/components/ui/icon';
import { useKeys } from '@/components/ui/use-keys';
import { homePath, listPath } from '@/lib/api/paths';
import { patch } from '@/lib/task/patch';
import { MAX_TEXT, type OwnTexts } from '@/lib/task/patch/body';
import type { Place } from '@/lib/task/task';
import { blockAt, placeOf, strongestCell } from './cells';
import { cellSummary, MapAndPanel } from './map-and-panel';
import { useCell } from './use-cell';
import { useLive } from './use-live';
import { NAME } from './words';

/** A reader's own pair of texts, measured and explained in this browser. */
export function OwnPatch({ start, snapshot, ...page }: OwnProps) {
  const [query, setQuery] = useQueryStates(
    { x: parseAsString, s: parseAsString, layer: parseAsString, to: parseAsString, pos: parseAsString },
    { history: 'push', shallow: true },
  );
  const ofLink = start && textsOf(start.own);
  const texts =
    query.x && query.s ? { x: query.x.slice(0, MAX_TEXT), s: query.s.slice(0, MAX_TEXT) } : ofLink;
  const asLinked = texts !== null && texts.x === ofLink?.x && texts.s === ofLink?.s;
  // Texts that were just handed in are measured; texts of an address wait, because measuring may download.
  const [handedIn, setHandedIn] = useState(false);
  return (
    <Texts
      // Another pair of texts is another measurement.
      key={JSON.stringify(texts)}
      {...page}
      texts={texts}
      place={asLinked && start ? start.place : {}}
      snapshot={asLinked ? snapshot : null}
      measureAtOnce={handedIn}
      onTexts={(next) => {
        setHandedIn(true);
        void setQuery({ ...next, layer: null, to: null, pos: null });
      }}
    />
  );
}

const textsOf = ({ x, s }: Record<string, string>): OwnTexts | null => (x && s ? { x, s } : null);

/** What is chosen while there is no map. */
const NOWHERE = { layer: 0, to: 0, position: 0 };

function Texts({
  target,
  explainers,
  setup,
  examples,
  texts,
  place,
  snapshot,
  measureAtOnce,
  onTexts,
}: Omit<OwnProps, 'start'> & {
  texts: OwnTexts | null;
  place: Place;
  measureAtOnce: boolean;
  onTexts: (texts: OwnTexts) => void;
}) {
  // Who brings no texts finds some that are worth a measurement, and can change a word of them.
  const first = examples[0] ? textsOf(examples[0].own) : null;
  const [draft, setDraft] = useState<OwnTexts>(texts ?? first ?? { x: '', s: '' });
  const [sharing, setSharing] = useState(false);
  const body = useMemo(() => patch.own!.body({ ...texts }), [texts]);
  const live = useLive({ setup, target, explainers, body, snapshot });
  const { sweep, measure, measurable, work } = live;
  useEffect(() => {
    if (measureAtOnce && measurable && texts) measure();
    // Once, when these texts were handed in.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const choice = useCell(sweep, null, blockAt(place, null) ?? (sweep ? strongestCell(sweep) : NOWHERE));
  const share = sweep ? () => setSharing(true) : undefined;
  useKeys({ s: share });

  const wanted: OwnTexts = { x: draft.x.trim(), s: draft.s.trim() };
  const ready = wanted.x !== '' && wanted.s !== '';
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
          sweep && live.provider ? <Live provider={live.provider} at={live.recordedAt ?? undefined} /> : null
        }
        caption="measured and explained in your browser; nothing is sent unless you share it"
        share={share && { name: 'Share cell', open: share }}
      />
      <form
        className="own"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          if (changed) onTexts(wanted);
          else measure();
        }}
      >
        <TextField
          label="x′ source of the vector"
          value={draft.s}
          onChange={(s) => setDraft({ ...draft, s })}
        />
        <TextField label="x text that is run" value={draft.x} onChange={(x) => setDraft({ ...draft, x })} />
        <div className="buttons">
          {measurable ? (
            <button type="submit" className="button primary" disabled={!ready || work.busy}>
              <Icon name="play" />
              {sweep && !changed ? 'Measure again' : 'Measure'}{' '}
              <span className="caption">{costWords(live.cost.measure, live.engine)}</span>
            </button>
          ) : null}
          {examples.length > 0 ? (
            <span className="caption">
              or begin with{' '}
              {examples.map(({ name, own }, index) => (
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
          body={body}
          record={null}
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
      {sweep && texts ? (
        <ShareDialog
          open={sharing}
          onClose={() => setSharing(false)}
          summary={`Your two texts, ${cellSummary(choice.block, sweep)}${sharedWords(setup)}`}
          gather={() =>
            shareOwn(
              patch.id,
              { target, setup, explainers, results: live.results },
              { own: { ...texts }, place: placeOf(choice.block) },
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
