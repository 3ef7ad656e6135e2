'use client';

import { explainerWord } from '@/lib/explainer/name';
import { VERDICT_NAMES } from '@/components/format/words';
import { cellKey, type Block, type Cell } from '@/components/map/cells';
import { Live } from '@/components/ui/badge';
import { VerdictGlyph, VerdictMark } from '@/components/ui/verdict';
import type { Sweep } from '@/lib/task/patch/body';
import type { Verdict } from '@/lib/words';
import { cellAt } from './cells';
import { FarLegend, NONE, NOT_ASKED, placed } from './looks';
import { cellsOf, type Predicted } from './predicted';
import { SweepGrid } from './sweep-grid';
import { PATCH_VERDICTS } from './words';

const ORDER: Verdict[] = ['right', 'wrong', 'partly', 'unknown'];

/** `4 of 5`. */
function rightOf(verdicts: readonly Verdict[]): string {
  return `${verdicts.filter((verdict) => verdict === 'right').length} of ${verdicts.length}`;
}

/** Whether what an explainer says is so, cell by cell: right is quiet, wrong is loud. */
export function CorrectnessSection({
  sweep,
  block,
  onSelect,
  predicted,
}: {
  sweep: Sweep;
  block: Block;
  onSelect: (cell: Cell) => void;
  predicted: Predicted;
}) {
  const { said, isTrained } = predicted;
  if (said.size < 2) return null;
  const word = explainerWord(predicted.explainer);
  const verdicts = (keep: (cell: Cell) => boolean): Verdict[] =>
    cellsOf(sweep)
      .filter(keep)
      .flatMap((cell) => said.get(cellKey(cell))?.verdict ?? []);
  const trained = verdicts(isTrained);
  const far = verdicts((cell) => !isTrained(cell));
  const live = [...said.values()].find((explanation) => explanation.live)?.live;
  return (
    <section className="section maps" data-kind="correct">
      <header>
        <h2>Correctness</h2>
        <span className="caption">
          {word} right on {rightOf(trained)} cells of the kind it was trained on
          {far.length > 0 ? `, on ${rightOf(far)} others` : ''}
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
