'use client';

import { useState } from 'react';
import { divergingStyle, LAST_ARM } from '@/components/charts/scale';
import { signedNats } from '@/components/format/number';
import { Term } from '@/components/glossary/term';
import { outputWord } from '@/components/tokens/token-text';
import { onDemand } from '@/components/ui/on-demand';
import { TableToggle } from '@/components/ui/table-toggle';
import type { Attribution, Removal } from '@/lib/task/ablate/body';
import { largestSize } from './attribution';
import { Largest } from './largest';
import { UNITS } from './spans';
import { SpanSteps } from './span-steps';
import { TokenStrip } from './token-strip';
import type { SpanChoice } from './use-span';
import { tokenCount, UNIT_NAMES } from './words';

// Fetched by those who choose it in the place of what is drawn.
const AttributionTable = onDemand(() =>
  import('./attribution-table').then((module) => module.AttributionTable),
);

/** What each token, word or sentence is worth to the answer: as a strip with its largest values beside it, or as a table. */
export function AttributionSection({
  detail,
  choice: { chosen, stray, choose, by: wanted, setBy, table, toggleTable },
  onRemove,
  actions,
  children,
}: {
  detail: Attribution;
  choice: SpanChoice;
  onRemove: () => void;
  /** What can be done with the chosen span. */
  actions: React.ReactNode;
  /** What live work is at, and what it brought. */
  children: React.ReactNode;
}) {
  const [pointed, setPointed] = useState<number | null>(null);
  const { tokens, original } = detail;
  // A text of one sentence has no sentences that could be left out.
  const by = detail.removals[wanted].length > 0 ? wanted : 'tokens';
  const removals = detail.removals[by];
  const max = largestSize(removals);
  const answer = original.output;
  const lines = new Set(detail.removals.sentences.map(({ span }) => span.from));
  const unit = pointed === null ? null : removals[pointed];
  const takeAway = (
    <div className="take-away">
      <p className="caption readout">{unit ? <Readout unit={unit} {...detail} /> : <HowTo />}</p>
      {actions}
    </div>
  );
  return (
    <section className="section attributions">
      <header>
        <h2>Which {UNIT_NAMES[by].many} held the answer up</h2>
        <span className="caption">
          <Term of="attribution">leave one out</Term>: drop in <Term of="log-probability" /> of{' '}
          <span className="mono">{outputWord(answer)}</span>, nats
        </span>
        <Legend answer={outputWord(answer)} max={max} />
      </header>
      <div className="strip-controls">
        <div className="segments" role="group" aria-label="Left out at a time">
          {UNITS.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === by}
              disabled={detail.removals[name].length === 0}
              onClick={() => setBy(name)}
            >
              {name}
            </button>
          ))}
        </div>
        <TableToggle table={table} toggle={toggleTable} drawn="strip" />
      </div>
      {stray ? (
        <p className="note stray">
          Nothing can be taken away {stray}: this text has {tokenCount(tokens.length)}. Another span is
          chosen.
        </p>
      ) : null}
      {table ? (
        <>
          <AttributionTable by={by} detail={detail} chosen={chosen} onChoose={choose} />
          {takeAway}
        </>
      ) : (
        <div className="strip-and-largest">
          <div>
            <TokenStrip
              tokens={tokens}
              lines={lines}
              removals={removals}
              max={max}
              answer={answer}
              chosen={chosen}
              onChoose={choose}
              onPoint={setPointed}
              onRemove={onRemove}
            />
            <SpanSteps removals={removals} chosen={chosen} onChoose={choose} />
            {takeAway}
          </div>
          <Largest tokens={tokens} removals={removals} max={max} by={by} />
        </div>
      )}
      {children}
    </section>
  );
}

const STEPS = Array.from({ length: 2 * LAST_ARM + 1 }, (_, i) => i - LAST_ARM);

/** The ramp with both ends of its domain, which is symmetric about zero. */
export function Legend({ answer, max }: { answer: string; max: number }) {
  return (
    <span className="end legend">
      <span>
        against <span className="mono">{answer}</span> {signedNats(-max)}
      </span>
      <span className="ramp" aria-hidden="true">
        {STEPS.map((step) => (
          <i key={step} style={{ background: divergingStyle(step).background }} />
        ))}
      </span>
      <span>
        {signedNats(max)} for <span className="mono">{answer}</span>
      </span>
    </span>
  );
}

/** What one unit is worth, in words. */
export function Readout({
  unit,
  tokens,
  original,
}: Pick<Attribution, 'tokens' | 'original'> & { unit: Removal }) {
  return (
    <>
      <span className="mono">{tokens.slice(unit.span.from, unit.span.to).join('').trim()}</span>{' '}
      <b>{signedNats(unit.effect)}</b> nats; without it{' '}
      {unit.changed ? (
        <b className="mono">{outputWord(unit.output)}</b>
      ) : (
        <>
          still <span className="mono">{outputWord(original.output)}</span>
        </>
      )}
    </>
  );
}

function HowTo() {
  return (
    <>
      <span className="wide">
        Click or drag to choose what is taken away; arrows move, Shift extends, Backspace removes.
      </span>
      <span className="narrow">Tap or drag to choose what is taken away.</span>
    </>
  );
}
