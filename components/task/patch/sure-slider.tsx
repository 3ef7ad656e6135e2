import { useId } from 'react';
import { percent, probability } from '@/components/format/number';
import { Term } from '@/components/glossary/term';
import type { Cell } from '@/components/map/cells';
import { cellKey } from '@/components/map/cells';
import type { Predicted } from './predicted';

/** Dims what an explainer is less sure of than the reader wishes, and counts how often it is right about the rest. */
export function SureSlider({
  cells,
  predicted: { said, isSure },
  sure,
  setSure,
}: {
  cells: readonly Cell[];
  predicted: Predicted;
  /** Percent. */
  sure: number;
  setSure: (percent: number) => void;
}) {
  const id = useId();
  const kept = cells.filter((cell) => said.has(cellKey(cell)) && isSure(cell));
  const right = kept.filter((cell) => said.get(cellKey(cell))?.verdict === 'right').length;
  return (
    <div className="sure">
      <label htmlFor={id} className="caption">
        at least <b className="number">{probability(sure / 100)}</b> sure
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={1}
        value={sure}
        aria-valuetext={`certainty of at least ${sure} percent`}
        onChange={(event) => setSure(Number(event.target.value))}
      />
      <span className="caption" role="status">
        {kept.length} of {said.size} cells
        {kept.length > 0 ? `, ${right} right: ${percent(right / kept.length)}%` : ''}
      </span>
      <span className="caption end">
        <Term of="certainty" /> of its words
      </span>
    </div>
  );
}
