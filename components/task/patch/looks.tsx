import { cellKey, type Cell } from '@/components/map/cells';
import type { CellLook } from '@/components/map/map-grid';
import { classNames } from '@/components/ui/class-names';
import type { Predicted } from './predicted';

/** How cells look that nothing was said about. */
export const NONE: CellLook = { className: 'none', label: 'not measured, the source has no counterpart' };
export const NOT_ASKED: CellLook = { className: 'blank', label: 'not asked' };

/**
 * A cell outside of what training asked about has the same sign, hatched, so that it is read with less trust; one that the
 * explainer is less sure of than the reader wishes is dimmed.
 */
export function placed(
  look: CellLook,
  cell: Cell,
  { said, isTrained, isSure }: Pick<Predicted, 'said' | 'isTrained' | 'isSure'>,
): CellLook {
  if (!said.has(cellKey(cell))) return look;
  const far = !isTrained(cell);
  return {
    ...look,
    className: classNames(look.className, far && 'far', !isSure(cell) && 'unsure'),
    label: far ? `${look.label}; no such cell was asked about in training` : look.label,
  };
}

export function FarLegend() {
  return (
    <span title="training questions were about other layers and kinds of tokens">
      <i className="legend-key none" aria-hidden="true" />
      not asked in training
    </span>
  );
}
