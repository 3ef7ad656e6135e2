'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ProbabilityBars } from '@/components/charts/probability-bars';
import { nats } from '@/components/format/number';
import { TokenChip } from '@/components/tokens/chip';
import { outputWord } from '@/components/tokens/token-text';
import { measureEdit, type EditOutcome } from '@/lib/measure/edited';
import type { LoadedModel } from '@/lib/task/measure';
import { EDIT_KINDS, isScale, MAX_SCALE, type EditKind } from './address';
import type { TextEdit } from './edit';
import type { Chosen } from './sites';
import { COMPUTED } from './use-streams';
import { siteName } from './words';

const NAMES: Readonly<Record<EditKind, string>> = {
  replace: 'Put it there',
  add: 'Add it there',
  zero: 'Set it to zero',
};

/** What the target says under an edit. Looking again at one that was measured costs nothing. */
export function useEditOutcome({ engine, tokenizer }: LoadedModel, { stream, edit }: TextEdit, key: string) {
  return useQuery({
    queryKey: ['edited', engine.info.contentHash, key],
    queryFn: () => measureEdit(engine, tokenizer, stream.text, edit),
    placeholderData: keepPreviousData,
    ...COMPUTED,
  });
}

/** Choosing what happens to the vector of the first site, and what the model says then. */
export function EditSection({
  kind,
  scale,
  first,
  second,
  outcome,
  error,
  onKind,
  onScale,
}: {
  kind: EditKind;
  scale: number;
  first: Chosen;
  second: Chosen;
  outcome: EditOutcome | null;
  error: Error | null;
  onKind: (kind: EditKind) => void;
  onScale: (scale: number) => void;
}) {
  return (
    <section className="section" aria-label="Edit">
      <header>
        <h2>Edit</h2>
        <span className="caption">the vector chosen in the first text</span>
      </header>
      <div className="edit-controls">
        <div className="segments" role="group" aria-label="What is done with it">
          {EDIT_KINDS.map((one) => (
            <button key={one} type="button" aria-pressed={one === kind} onClick={() => onKind(one)}>
              {NAMES[one]}
            </button>
          ))}
        </div>
        {kind === 'zero' ? null : <Scale scale={scale} onScale={onScale} />}
      </div>
      <p className="edit-sentence">
        <Sentence kind={kind} scale={scale} first={first} second={second} />
      </p>
      {error ? (
        <p className="note" role="alert">
          {error.message}
        </p>
      ) : outcome ? (
        <>
          <p className="edit-outcome strong" role="status">
            {outcome.changed ? (
              <>
                The next word changes: <span className="mono">{outputWord(outcome.original.output)}</span> →{' '}
                <span className="mono">{outputWord(outcome.edited.output)}</span>
              </>
            ) : (
              <>
                The next word stays <span className="mono">{outputWord(outcome.original.output)}</span>
              </>
            )}
          </p>
          <ProbabilityBars
            original={outcome.original}
            patched={outcome.edited}
            effect={outcome.effect}
            titles={['Original', 'Edited']}
          />
          <p className="caption effect">
            log-probability of <span className="mono">{outputWord(outcome.original.output)}</span>{' '}
            {outcome.effect >= 0 ? 'falls by' : 'rises by'} {nats(Math.abs(outcome.effect))} nats
          </p>
        </>
      ) : null}
    </section>
  );
}

/** The edit in words, with its sites. */
function Sentence({
  kind,
  scale,
  first,
  second,
}: {
  kind: EditKind;
  scale: number;
  first: Chosen;
  second: Chosen;
}) {
  const taken = <Place chosen={first} />;
  if (kind === 'zero') return <>{taken} of the first text becomes zero.</>;
  const times = scale === 1 ? null : <>{nats(scale).replace(/\.?0+$/, '')} times </>;
  return kind === 'replace' ? (
    <>
      {times}
      {taken} of the first text takes the place of <Place chosen={second} /> in the second.
    </>
  ) : (
    <>
      {times}
      {taken} of the first text is added to <Place chosen={second} /> of the second.
    </>
  );
}

const Place = ({ chosen: { stream, cell } }: { chosen: Chosen }) => (
  <span className="one-line">
    {siteName(cell.layer).toLowerCase()} at <TokenChip token={stream.tokens[cell.position]!} />
  </span>
);

/** The factor of the vector, taken as soon as it is a number within bounds. */
function Scale({ scale, onScale }: { scale: number; onScale: (scale: number) => void }) {
  const [draft, setDraft] = useState(String(scale));
  const [shown, setShown] = useState(scale);
  const value = Number(draft);
  // Another one came by the address; what is being typed is not written anew.
  if (shown !== scale) {
    setShown(scale);
    if (value !== scale) setDraft(String(scale));
  }
  const usable = draft.trim() !== '' && isScale(value);
  useEffect(() => {
    if (!usable || value === scale) return;
    // A figure that is being typed is not measured digit by digit.
    const timer = setTimeout(() => onScale(value), 400);
    return () => clearTimeout(timer);
  }, [usable, value, scale, onScale]);
  return (
    <label className="scale">
      <span className="caption">times</span>
      <input
        className="field"
        inputMode="decimal"
        value={draft}
        aria-invalid={!usable}
        onChange={(event) => setDraft(event.target.value.replace('−', '-'))}
      />
      {usable ? null : (
        <span className="caption" role="status">
          a number from −{MAX_SCALE} to {MAX_SCALE}
        </span>
      )}
    </label>
  );
}
