'use client';

import { VERDICT_NAMES } from '@/components/format/words';
import { Live } from '@/components/ui/badge';
import { VerdictGlyph, VerdictMark } from '@/components/ui/verdict';
import { letterKey } from '@/components/tokens/token-text';
import type { LivePatch } from '@/components/live/types';
import { parseClaim } from '@/lib/question/claim';
import type { Claim, Sweep, Verdict } from '@/lib/question/types';
import { claimedWord } from './claim-words';
import { cellAt, cellKey, type Cell } from './cells';
import { alignedSources } from './effect-map';
import { MapGrid, type CellLook } from './map-grid';
import type { ShownExplanation } from './explanations';

interface MapProps {
  sweep: Sweep;
  cell: Cell;
  onSelect: (cell: Cell) => void;
  live: LivePatch;
}

const selfAt = (live: LivePatch, cell: Cell): ShownExplanation | undefined =>
  live.explanations.get(cellKey(cell))?.find((e) => e.role === 'self');

const withWord = (claim: Claim, text: string): Claim =>
  claim.kind === 'invalid' ? claim : { ...claim, output: claimedWord(text) };

const NOT_ASKED: CellLook = { className: 'blank', label: 'not asked' };
const UNTRAINED: CellLook = { className: 'none', label: 'not asked in training' };

/** What self says about each cell, once it was asked. */
export function PredictionSection({ sweep, cell, onSelect, live }: MapProps) {
  const claims = new Map<string, Claim>();
  for (const [key, explanations] of live.explanations) {
    const self = explanations.find((e) => e.role === 'self');
    // The words are shown as they were given, not as they are compared.
    if (self) claims.set(key, withWord(parseClaim(self.text), self.text));
  }
  const letters = letterKey(
    [...claims.values()].flatMap((claim) => (claim.kind === 'changed' ? [claim.output] : [])),
  );
  const changed = (layer: number) =>
    sweep.tokens.filter((_, position) => claims.get(cellKey({ layer, position }))?.kind === 'changed').length;
  // One claim stands in the panel; a map is worth drawing from two on.
  if (claims.size < 2) return null;
  return (
    <section className="sec maps" data-k="predicted">
      <header>
        <h2>Prediction of self</h2>
        <span className="end leg">
          <span>
            <i className="lk chg self" aria-hidden="true" />
            says it changes, and to what
          </span>
          <span>
            <i className="lk unch" aria-hidden="true" />
            says unchanged
          </span>
          <span>
            <i className="lk none" aria-hidden="true" />
            not asked in training
          </span>
        </span>
      </header>
      <MapGrid
        name="prediction of self"
        tokens={sweep.tokens}
        sources={alignedSources(sweep)}
        layers={sweep.layers}
        selected={cell}
        onSelect={onSelect}
        total={(layer) => String(changed(layer))}
        totalName="changed"
        look={(place) => {
          const claim = claims.get(cellKey(place));
          if (!claim) return live.trained(place) && cellAt(sweep, place) ? NOT_ASKED : UNTRAINED;
          if (claim.kind === 'invalid')
            return { className: 'nc', content: '?', label: 'says nothing that can be checked' };
          const word = claim.output;
          if (claim.kind === 'unchanged') return { className: 'unch', label: `says unchanged, ${word}` };
          return {
            className: 'chg self',
            content: (
              <>
                <span className="w">{word}</span>
                <span className="n">{letters.get(word)}</span>
              </>
            ),
            label: `says it changes to ${word}`,
          };
        }}
      />
    </section>
  );
}

const LOOKS: Record<Verdict, string> = { right: 'ok', wrong: 'bad', partly: 'part', unknown: 'nc' };
const ORDER: Verdict[] = ['right', 'wrong', 'partly', 'unknown'];

/** Whether what self says is so, cell by cell: right is quiet, wrong is loud. */
export function CorrectnessSection({ sweep, cell, onSelect, live }: MapProps) {
  const asked = [...live.explanations.values()].flatMap((list) => list.filter((e) => e.role === 'self'));
  if (asked.length < 2) return null;
  const count = (verdict: Verdict) => asked.filter((e) => e.verdict === verdict).length;
  const right = (layer: number) => {
    const row = sweep.tokens.flatMap((_, position) => selfAt(live, { layer, position }) ?? []);
    return row.length === 0 ? '' : `${row.filter((e) => e.verdict === 'right').length}/${row.length}`;
  };
  return (
    <section className="sec maps" data-k="correct">
      <header>
        <h2>Correctness</h2>
        <span className="cap">
          self right on {count('right')} of {asked.length}
        </span>
        {live.provider ? <Live provider={live.provider} at={live.recordedAt ?? undefined} /> : null}
        <span className="end leg">
          {ORDER.map((verdict) => (
            <VerdictMark key={verdict} verdict={verdict} mini count={count(verdict)} />
          ))}
        </span>
      </header>
      <MapGrid
        name="correctness of self"
        tokens={sweep.tokens}
        sources={alignedSources(sweep)}
        layers={sweep.layers}
        selected={cell}
        onSelect={onSelect}
        total={right}
        totalName="right"
        look={(place) => {
          const self = selfAt(live, place);
          if (!self) return live.trained(place) && cellAt(sweep, place) ? NOT_ASKED : UNTRAINED;
          return {
            className: LOOKS[self.verdict],
            content: <VerdictGlyph verdict={self.verdict} />,
            label: VERDICT_NAMES[self.verdict],
          };
        }}
      />
    </section>
  );
}
