'use client';

import { explainerWord, findExplainer } from '@/lib/explainer/name';
import { explainerClass, VERDICT_NAMES } from '@/components/format/words';
import type { ShownExplanation } from '@/components/item/explanations';
import { cellKey, cellOf, type Cell } from '@/components/map/cells';
import type { CellLook } from '@/components/map/map-grid';
import { Live } from '@/components/ui/badge';
import { VerdictGlyph, VerdictMark } from '@/components/ui/verdict';
import { letterKey } from '@/components/tokens/token-text';
import { claimedWord, parseClaim, type Claim } from '@/lib/task/change/claim';
import type { ExplainerRecord } from '@/lib/store/records';
import type { Sweep } from '@/lib/task/patch/body';
import type { Verdict } from '@/lib/words';
import { cellAt } from './cells';
import { SweepGrid } from './sweep-grid';
import type { Live as LiveWork } from './use-live';
import { PATCH_VERDICTS } from './words';

interface MapProps {
  sweep: Sweep;
  cell: Cell;
  onSelect: (cell: Cell) => void;
  live: LiveWork;
  /** Whose predictions are drawn. */
  explainer: ExplainerRecord;
}

const saidAt = (live: LiveWork, explainer: ExplainerRecord, cell: Cell): ShownExplanation | undefined =>
  live.said
    .get(cellKey(cell))
    ?.explanations.find(({ explainerId }) => findExplainer([explainer], explainerId));

const withWord = (claim: Claim, text: string): Claim =>
  claim.kind === 'invalid' ? claim : { ...claim, output: claimedWord(text) };

const NONE: CellLook = { className: 'none', label: 'not measured, the source has no counterpart' };
const NOT_ASKED: CellLook = { className: 'blank', label: 'not asked' };

/** A cell outside of what training asked about: the same sign, hatched, so that it is read with less trust. */
function placed(look: CellLook, trained: boolean): CellLook {
  if (trained) return look;
  return {
    ...look,
    className: `${look.className ?? ''} far`,
    label: `${look.label}; no such cell was asked about in training`,
  };
}

function FarLegend() {
  return (
    <span title="training questions were about other layers and kinds of tokens">
      <i className="legend-key none" aria-hidden="true" />
      not asked in training
    </span>
  );
}

/** What an explainer says about each cell, once it was asked. */
export function PredictionSection({ sweep, cell, onSelect, live, explainer }: MapProps) {
  const claims = new Map<string, Claim>();
  for (const [key, { place }] of live.said) {
    const at = cellOf(place);
    const said = at && saidAt(live, explainer, at);
    // The words are shown as they were given, not as they are compared.
    if (said) claims.set(key, withWord(parseClaim(said.text), said.text));
  }
  // One claim stands in the panel; a map is worth drawing from two on.
  if (claims.size < 2) return null;
  const kind = explainerClass(explainer);
  const name = `prediction of ${explainerWord(explainer)}`;
  const letters = letterKey(
    [...claims.values()].flatMap((claim) => (claim.kind === 'changed' ? [claim.output] : [])),
  );
  const changed = (layer: number) =>
    sweep.tokens.filter((_, position) => claims.get(cellKey({ layer, position }))?.kind === 'changed').length;
  const look = (place: Cell): CellLook => {
    const claim = claims.get(cellKey(place));
    if (!claim) return cellAt(sweep, place) ? NOT_ASKED : NONE;
    if (claim.kind === 'invalid')
      return { className: 'unknown', content: '?', label: 'says nothing that can be checked' };
    if (claim.kind === 'unchanged')
      return { className: 'unchanged', label: `says unchanged, ${claim.output}` };
    return {
      className: `changed ${kind}`,
      content: (
        <>
          <span className="whole-word">{claim.output}</span>
          <span className="letter">{letters.get(claim.output)}</span>
        </>
      ),
      label: `says it changes to ${claim.output}`,
    };
  };
  return (
    <section className="section maps" data-kind="predicted">
      <header>
        <h2>Prediction of {explainerWord(explainer)}</h2>
        <span className="end legend">
          <span>
            <i className={`legend-key changed ${kind}`} aria-hidden="true" />
            says it changes, and to what
          </span>
          <span>
            <i className="legend-key unchanged" aria-hidden="true" />
            says unchanged
          </span>
          <FarLegend />
        </span>
      </header>
      <SweepGrid
        name={name}
        sweep={sweep}
        selected={cell}
        onSelect={onSelect}
        total={{ name: 'changed', of: (layer) => String(changed(layer)) }}
        look={(place) => placed(look(place), !claims.has(cellKey(place)) || live.trained(place))}
      />
      {letters.size > 0 ? (
        <p className="caption letters narrow">
          {[...letters].map(([word, letter]) => `${letter} = ${word}`).join(', ')}
        </p>
      ) : null}
    </section>
  );
}

const ORDER: Verdict[] = ['right', 'wrong', 'partly', 'unknown'];

/** `4 of 5`, or nothing where there is nothing to count. */
function rightOf(verdicts: readonly Verdict[]): string {
  return `${verdicts.filter((verdict) => verdict === 'right').length} of ${verdicts.length}`;
}

/** Whether what an explainer says is so, cell by cell: right is quiet, wrong is loud. */
export function CorrectnessSection({ sweep, cell, onSelect, live, explainer }: MapProps) {
  const word = explainerWord(explainer);
  const asked = sweep.layers.flatMap((layer) =>
    sweep.tokens.flatMap((_, position) => {
      const place = { layer, position };
      const verdict = saidAt(live, explainer, place)?.verdict;
      return verdict ? [{ layer, verdict, trained: live.trained(place) }] : [];
    }),
  );
  if (asked.length < 2) return null;
  const verdicts = (keep: (a: (typeof asked)[number]) => boolean) => asked.filter(keep).map((a) => a.verdict);
  const trained = verdicts((a) => a.trained);
  const far = verdicts((a) => !a.trained);
  return (
    <section className="section maps" data-kind="correct">
      <header>
        <h2>Correctness</h2>
        <span className="caption">
          {word} right on {rightOf(trained)} cells of the kind it was trained on
          {far.length > 0 ? `, on ${rightOf(far)} others` : ''}
        </span>
        {live.provider ? <Live provider={live.provider} at={live.recordedAt ?? undefined} /> : null}
        <span className="end legend">
          {ORDER.map((verdict) => (
            <VerdictMark
              key={verdict}
              verdict={verdict}
              rules={PATCH_VERDICTS}
              mini
              count={trained.filter((v) => v === verdict).length}
            />
          ))}
          <FarLegend />
        </span>
      </header>
      <SweepGrid
        name={`correctness of ${word}`}
        sweep={sweep}
        selected={cell}
        onSelect={onSelect}
        total={{
          name: 'right',
          of(layer) {
            const row = verdicts((a) => a.layer === layer && a.trained);
            return row.length === 0 ? '' : rightOf(row);
          },
        }}
        look={(place) => {
          const said = saidAt(live, explainer, place);
          if (!said) return cellAt(sweep, place) ? NOT_ASKED : NONE;
          return placed(
            {
              className: said.verdict,
              content: <VerdictGlyph verdict={said.verdict} />,
              label: VERDICT_NAMES[said.verdict],
            },
            live.trained(place),
          );
        }}
      />
    </section>
  );
}
