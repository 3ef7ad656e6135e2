'use client';

import { explainerWord } from '@/lib/explainer/name';
import { VERDICT_NAMES } from '@/components/format/words';
import { cellKey, type Cell } from '@/components/map/cells';
import { Live } from '@/components/ui/badge';
import { VerdictGlyph, VerdictMark } from '@/components/ui/verdict';
import type { Verdict } from '@/lib/words';
import { cellAt } from './cells';
import { FarLegend, NONE, NOT_ASKED, placed } from './looks';
import { cellsOf, type PredictedMapProps } from './predicted';
import { SweepGrid } from './sweep-grid';
import { PATCH_VERDICTS } from './words';

const ORDER: Verdict[] = ['right', 'wrong', 'partly', 'unknown'];

/** `4 of 5`. */
function rightOf(verdicts: readonly Verdict[]): string {
  return `${verdicts.filter((verdict) => verdict === 'right').length} of ${verdicts.length}`;
}

/** Whether what an explainer says is so, cell by cell: right is quiet, wrong is loud. */
export function CorrectnessSection({ sweep, block, onSelect, predicted }: PredictedMapProps) {
  const { said, isTrained } = predicted;
  if (said.size < 2) return null;
  const word = explainerWord(predicted.explainer);
  const asked = cellsOf(sweep).filter((cell) => said.has(cellKey(cell)));
  const verdicts = (keep: (cell: Cell) => boolean): Verdict[] =>
    asked.filter(keep).flatMap((cell) => said.get(cellKey(cell))?.verdict ?? []);
  const isFar = (cell: Cell) => !isTrained(cell);
  const [trained, far] = [verdicts(isTrained), verdicts(isFar)];
  // Most cells of a map change nothing: whoever says so of all of them needs no vector.
  const unchanged = (keep: (cell: Cell) => boolean) =>
    asked.filter((cell) => keep(cell) && cellAt(sweep, cell)?.changed === false).length;
  const live = [...said.values()].find((explanation) => explanation.live)?.live;
  return (
    <section className="section maps" data-kind="correct">
      <header>
        <h2>Correctness</h2>
        <span className="caption">
          {word} right on {rightOf(trained)} cells of the kind it was trained on
          {far.length > 0 ? `, on ${rightOf(far)} others` : ''}; always <em>unchanged</em>, with the word that
          the text alone gives, {unchanged(isTrained)}
          {far.length > 0 ? ` and ${unchanged(isFar)}` : ''}
        </span>
        {live ? <Live {...live} /> : null}
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
        selected={block}
        onSelect={onSelect}
        total={{
          name: 'right',
          of(layer) {
            const row = verdicts((cell) => cell.layer === layer && isTrained(cell));
            return row.length === 0 ? '' : rightOf(row);
          },
        }}
        look={(cell) => {
          const verdict = said.get(cellKey(cell))?.verdict;
          if (!verdict) return cellAt(sweep, cell) ? NOT_ASKED : NONE;
          const content = <VerdictGlyph verdict={verdict} />;
          return placed({ className: verdict, content, label: VERDICT_NAMES[verdict] }, cell, predicted);
        }}
      />
    </section>
  );
}
