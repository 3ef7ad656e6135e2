'use client';

import Link from 'next/link';
import { parseAsString, useQueryStates } from 'nuqs';
import { useEffect, useId, useState } from 'react';
import { LiveBar } from '@/components/live/live-bar';
import { costWords } from '@/components/live/live-actions';
import type { LiveSetup } from '@/components/live/setup';
import { snapshotOf } from '@/components/live/snapshot-of';
import { useLivePatch } from '@/components/live/use-live-patch';
import { Live } from '@/components/ui/badge';
import { Icon } from '@/components/ui/icon';
import { StateBlock } from '@/components/ui/state';
import { useKeys } from '@/components/ui/use-keys';
import type { Snapshot } from '@/lib/permalink/snapshot';
import { MAX_TEXT } from '@/lib/permalink/view';
import type { ModelRecord } from '@/lib/store/records';
import { strongestCell, type Cell } from './cells';
import { cellSummary, PatchingBody } from './patching-body';
import { PatchingHead } from './patching-head';
import { ShareDialog } from './share-dialog';
import { useCell } from './use-cell';

/** Two texts of a reader. */
export interface Texts {
  text: string;
  source: string;
}

/** A pair of texts from the record to begin with. */
export interface Example extends Texts {
  name: string;
}

export interface OwnPatchingProps {
  target: ModelRecord;
  setup: LiveSetup;
  examples: Example[];
  /** Texts of a link; those of the address come first. */
  start: (Texts & { cell: Cell | null }) | null;
  snapshot: Snapshot | null;
}

/** A reader's own pair of texts, measured and explained in this browser. */
export function OwnPatching({ target, setup, examples, start, snapshot }: OwnPatchingProps) {
  const [query, setQuery] = useQueryStates(
    { x: parseAsString, s: parseAsString, layer: parseAsString, pos: parseAsString },
    { history: 'push', shallow: true },
  );
  const texts: Texts | null =
    query.x && query.s
      ? { text: query.x.slice(0, MAX_TEXT), source: query.s.slice(0, MAX_TEXT) }
      : start && { text: start.text, source: start.source };
  const ofLink =
    texts !== null && start !== null && texts.text === start.text && texts.source === start.source;
  // Texts that were just handed in are measured; texts of an address wait, because measuring may download.
  const [handedIn, setHandedIn] = useState(false);
  return (
    <OwnTexts
      // Another pair of texts is another measurement.
      key={JSON.stringify(texts)}
      target={target}
      setup={setup}
      examples={examples}
      texts={texts}
      start={ofLink ? start.cell : null}
      snapshot={ofLink ? snapshot : null}
      measureAtOnce={handedIn}
      onTexts={({ text, source }) => {
        setHandedIn(true);
        void setQuery({ x: text, s: source, layer: null, pos: null });
      }}
    />
  );
}

function OwnTexts({
  target,
  setup,
  examples,
  texts,
  start,
  snapshot,
  measureAtOnce,
  onTexts,
}: {
  target: ModelRecord;
  setup: LiveSetup;
  examples: Example[];
  texts: Texts | null;
  start: Cell | null;
  snapshot: Snapshot | null;
  measureAtOnce: boolean;
  onTexts: (texts: Texts) => void;
}) {
  const [draft, setDraft] = useState<Texts>(texts ?? { text: '', source: '' });
  const [sharing, setSharing] = useState(false);
  const live = useLivePatch({ setup, text: texts?.text ?? '', source: texts?.source ?? '', snapshot });
  const { sweep, measure, measurable } = live;
  useEffect(() => {
    if (measureAtOnce && measurable && texts) measure();
    // Once, when these texts were handed in.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const { cell, stray, select, table, toggleTable } = useCell(
    sweep,
    start ?? (sweep ? strongestCell(sweep) : { layer: 0, position: 0 }),
  );
  useKeys({ s: sweep ? () => setSharing(true) : undefined });

  const ready = draft.text.trim() !== '' && draft.source.trim() !== '';
  const busy = live.phase.kind === 'loading' || live.phase.kind === 'running';
  const changed = !texts || draft.text.trim() !== texts.text || draft.source.trim() !== texts.source;

  return (
    <>
      <PatchingHead
        crumbs={[
          { text: target.name, href: `/?target=${target.id}` },
          { text: 'Patching', href: `/${target.id}/patching` },
          { text: 'Own text' },
        ]}
        title="Own text, patched from another"
        badge={
          sweep && live.provider ? <Live provider={live.provider} at={live.recordedAt ?? undefined} /> : null
        }
        caption="measured and explained in your browser; nothing is sent"
        onShare={sweep ? () => setSharing(true) : undefined}
      />
      <form
        className="own"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          if (changed) onTexts({ text: draft.text.trim(), source: draft.source.trim() });
          else measure();
        }}
      >
        <TextField
          label="x′ source of the vector"
          value={draft.source}
          onChange={(source) => setDraft({ ...draft, source })}
        />
        <TextField
          label="x text that is run"
          value={draft.text}
          onChange={(text) => setDraft({ ...draft, text })}
        />
        <div className="row">
          {measurable ? (
            <button type="submit" className="btn primary" disabled={!ready || busy}>
              <Icon name="play" />
              {sweep && !changed ? 'Measure again' : 'Measure'}{' '}
              <span className="cap">{costWords(live, live.cost.measure)}</span>
            </button>
          ) : null}
          {examples.length > 0 ? (
            <span className="cap">
              or begin with{' '}
              {examples.map((example, index) => (
                <span key={example.name}>
                  {index > 0 ? ', ' : null}
                  <button type="button" className="as-link" onClick={() => onTexts(example)}>
                    {example.name}
                  </button>
                </span>
              ))}
            </span>
          ) : null}
        </div>
      </form>
      {sweep && texts ? (
        <PatchingBody
          sweep={sweep}
          text={texts.text}
          cell={cell}
          stray={stray}
          onSelect={select}
          table={table}
          onToggleTable={toggleTable}
          wording={setup.wording}
          live={live}
          again={false}
        />
      ) : live.phase.kind !== 'idle' ? (
        <div className="sec">
          <LiveBar live={live} recorded={null} />
        </div>
      ) : measurable ? (
        <p className="note own-note">
          Each layer and token of the text is patched with the vector that stands there in the source, and the
          next word is read. Texts put like <span className="mono">The capital of Estonia is</span> are what
          the models know best.
        </p>
      ) : (
        <StateBlock
          title="Nothing can be computed here"
          level={2}
          action={
            <Link className="btn" href={`/${target.id}/patching`}>
              To the recorded questions
            </Link>
          }
        >
          <p>The folder of this model is not shipped with this site.</p>
        </StateBlock>
      )}
      {sweep && texts ? (
        <ShareDialog
          open={sharing}
          onClose={() => setSharing(false)}
          summary={`Your two texts, ${cellSummary(cell, sweep)}, and the live values as they stand now.`}
          gather={() => ({
            view: { page: 'own', target: target.id, ...texts, layer: cell.layer, position: cell.position },
            live: snapshotOf(live, target.contentHash, new Date()),
          })}
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
      <label htmlFor={id} className="cap">
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
