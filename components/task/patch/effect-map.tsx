'use client';

import { sequentialStep, stepStyle } from '@/components/charts/scale';
import { nats } from '@/components/format/number';
import type { Block, Cell } from '@/components/map/cells';
import { Ramp } from '@/components/map/ramp';
import { letterKey, outputWord } from '@/components/tokens/token-text';
import type { Sweep } from '@/lib/task/patch/body';
import { cellAt, largestEffect, meanEffect } from './cells';
import { SweepGrid } from './sweep-grid';

/** Words that the argmax changes to, in reading order from the top layer, each with its letter for narrow screens. */
export function changedWords(sweep: Sweep): Map<string, string> {
  const words: string[] = [];
  for (const row of [...sweep.cells].reverse())
    for (const cell of row) if (cell?.changed) words.push(outputWord(cell.output));
  return letterKey(words);
}

/** The measured map: colour is the drop in log-probability, the word is what the model says instead. */
export function EffectMap({
  sweep,
  marked,
  ...choice
}: {
  sweep: Sweep;
  selected: Block;
  onSelect: (cell: Cell) => void;
  onExtend?: (cell: Cell) => void;
  marked?: Block | undefined;
}) {
  const max = largestEffect(sweep);
  const letters = changedWords(sweep);
  return (
    <>
      <SweepGrid
        name="measured effect"
        sweep={sweep}
        {...choice}
        heads
        marked={marked}
        total={{
          name: 'mean',
          of(layer) {
            const mean = meanEffect(sweep.cells[sweep.layers.indexOf(layer)] ?? []);
            return mean === null ? '' : nats(mean);
          },
        }}
        look={(cell) => {
          const measured = cellAt(sweep, cell);
          if (!measured) return { className: 'none', label: 'not measured, the source has no counterpart' };
          const word = outputWord(measured.output);
          return {
            style: stepStyle(sequentialStep(measured.effect, max)),
            content: measured.changed ? (
              <>
                <span className="whole-word">{word}</span>
                <span className="letter">{letters.get(word)}</span>
              </>
            ) : null,
            label: `${measured.changed ? `changes to ${word}` : `stays ${word}`}, effect ${nats(measured.effect)}`,
          };
        }}
      />
      <p className="caption map-hint wide">
        Click a cell to read it, with Shift up to three layers of it; arrows do the same.
      </p>
      {letters.size > 0 ? (
        <p className="caption letters narrow">
          {[...letters].map(([word, letter]) => `${letter} = ${word}`).join(', ')}; tap a cell to read it
        </p>
      ) : null}
    </>
  );
}

/** The ramp of the map. */
export const EffectLegend = ({ max }: { max: number }) => <Ramp end={nats(max, 1)} unit="nats" />;
