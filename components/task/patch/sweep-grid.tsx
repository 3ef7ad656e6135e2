'use client';

import type { Block, Cell } from '@/components/map/cells';
import { MapGrid, type CellLook } from '@/components/map/map-grid';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import { classNames } from '@/components/ui/class-names';
import type { Sweep } from '@/lib/task/patch/body';
import { alignedSources, columnWidths } from './cells';

/** A map over the cells of a sweep: all of them share their columns, so that these stand under one another. */
export function SweepGrid({
  sweep,
  heads = false,
  ...map
}: {
  name: string;
  sweep: Sweep;
  selected: Block;
  onSelect: (cell: Cell) => void;
  onExtend?: (cell: Cell) => void;
  look: (cell: Cell) => CellLook;
  total: { name: string; of: (layer: number) => string };
  /** Shows both texts with what each continues to; else only the tokens that are run. */
  heads?: boolean;
  /** Cells of the recorded question. */
  marked?: Block | undefined;
}) {
  const sources = alignedSources(sweep);
  const differs = (position: number) => sources[position] !== sweep.tokens[position];
  return (
    <MapGrid
      {...map}
      layers={sweep.layers}
      tokens={sweep.tokens}
      widths={columnWidths(sweep)}
      differs={differs}
      above={
        heads ? (
          <div role="presentation" className="row" aria-hidden="true">
            <span className="row-label source" title="the vector comes from this text">
              x′ source
            </span>
            {sources.map((token, position) => (
              <span
                key={position}
                className={classNames(
                  'column-label source',
                  differs(position) && 'differs',
                  position === map.selected.position && 'selected',
                )}
              >
                {token === null ? '–' : visibleToken(token)}
              </span>
            ))}
            <span className="column-label source next-token">→ {outputWord(sweep.sourceOutcome.output)}</span>
          </div>
        ) : null
      }
      before={
        heads ? (
          <span className="wide" title="this text is run">
            x run
          </span>
        ) : null
      }
      next={heads ? <span>→ {outputWord(sweep.original.output)}</span> : null}
    />
  );
}
