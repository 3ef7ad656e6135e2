'use client';

import { useEffect, useRef } from 'react';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import { classNames } from '@/components/ui/class-names';
import type { Sweep } from '@/lib/task/patch/body';
import { alignedSources, cellKey, columnWidths, moveCell, sameCell, type Cell } from './cells';

/** How one cell of a map looks and what it says to a reader who cannot see it. */
export interface CellLook {
  className?: string;
  style?: React.CSSProperties;
  content?: React.ReactNode;
  /** Finding of the cell, for example `changes to Rome, effect 5.2`. Layer and token are added. */
  label: string;
}

export interface MapGridProps {
  /** Accessible name, and the `data-map` by which keys find it. */
  name: string;
  /** Gives the map its layers (drawn upward), its tokens, and the width that its words want. */
  sweep: Sweep;
  selected: Cell;
  onSelect: (cell: Cell) => void;
  look: (cell: Cell) => CellLook;
  /** Figure at the right end of each row, and what it is. */
  total: { name: string; of: (layer: number) => string };
  /** Shows both texts with what each continues to; else only the tokens that are run. */
  heads?: boolean;
  /** Cell of the recorded question, marked with a corner. */
  marked?: Cell | undefined;
}

/**
 * A layer x token map: a real grid of buttons with one tab stop. Arrow keys move the chosen cell; focus follows it
 * only while focus is already in this map.
 */
export function MapGrid({ name, sweep, selected, onSelect, look, total, heads, marked }: MapGridProps) {
  const { tokens, layers } = sweep;
  const grid = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const map = grid.current;
    if (!map?.contains(document.activeElement)) return;
    map.querySelector<HTMLElement>(`[data-cell="${cellKey(selected)}"]`)?.focus();
  }, [selected]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moveCell(selected, event.key, { layers, positions: tokens.length });
    if (!next) return;
    event.preventDefault();
    onSelect(next);
  };

  return (
    <div className="scroll">
      <div
        ref={grid}
        className="map patch-map"
        role="grid"
        aria-label={name}
        data-map={name}
        aria-rowcount={layers.length + 1}
        style={
          {
            '--tokens': tokens.length,
            '--columns': columnWidths(sweep)
              .map((width) => `minmax(30px, ${width}fr)`)
              .join(' '),
          } as React.CSSProperties
        }
        onKeyDown={onKeyDown}
      >
        <Heads sweep={sweep} position={selected.position} both={heads ?? false} total={total.name} />
        {[...layers].reverse().map((layer) => (
          <div key={layer} role="row" className="row">
            <span
              role="rowheader"
              className={layer === selected.layer ? 'row-label selected' : 'row-label'}
              title={layer === 0 ? 'the embedding' : `output of block ${layer}`}
            >
              <span aria-hidden="true">{layer === 0 ? 'embed' : `L${layer}`}</span>
              <span className="visually-hidden">
                {layer === 0 ? 'layer 0, the embedding' : `layer ${layer}`}
              </span>
            </span>
            {tokens.map((token, position) => {
              const cell = { layer, position };
              const { className, style, content, label } = look(cell);
              const chosen = sameCell(cell, selected);
              return (
                <button
                  key={position}
                  type="button"
                  role="gridcell"
                  data-cell={cellKey(cell)}
                  className={classNames(
                    'cell',
                    className,
                    chosen && 'selected',
                    marked && sameCell(marked, cell) && 'asked',
                  )}
                  style={style}
                  tabIndex={chosen ? 0 : -1}
                  aria-selected={chosen}
                  aria-label={`layer ${layer}, ${visibleToken(token)}: ${label}`}
                  title={label}
                  onClick={() => onSelect(cell)}
                >
                  {content}
                </button>
              );
            })}
            <span role="gridcell" className="row-total">
              {total.of(layer)}
            </span>
          </div>
        ))}
        <span className="total-head" aria-hidden="true">
          {total.name}
        </span>
      </div>
    </div>
  );
}

/** The tokens above a map: those of the text that is run, and above them, where wanted, those of the source. */
function Heads({
  sweep,
  position: chosen,
  both,
  total,
}: {
  sweep: Sweep;
  position: number;
  both: boolean;
  total: string;
}) {
  const sources = alignedSources(sweep);
  const classOf = (position: number, source: boolean) =>
    classNames(
      'column-label',
      source && 'source',
      sources[position] !== sweep.tokens[position] && 'differs',
      position === chosen && 'selected',
    );
  return (
    <>
      {both ? (
        <div role="presentation" className="row" aria-hidden="true">
          <span className="row-label source" title="the vector comes from this text">
            x′ source
          </span>
          {sources.map((token, position) => (
            <span key={position} className={classOf(position, true)}>
              {token === null ? '–' : visibleToken(token)}
            </span>
          ))}
          <span className="column-label source next-token">→ {outputWord(sweep.sourceOutcome.output)}</span>
        </div>
      ) : null}
      <div role="row" className="row">
        <span className="row-label" role="columnheader">
          {both ? (
            <span className="wide" title="this text is run">
              x run
            </span>
          ) : null}
          <span className="visually-hidden">layer</span>
        </span>
        {sweep.tokens.map((token, position) => (
          <span key={position} role="columnheader" className={classOf(position, false)}>
            {visibleToken(token)}
          </span>
        ))}
        <span
          role="columnheader"
          className={both ? 'column-label next-token' : 'column-label next-token muted'}
        >
          {both ? <span>→ {outputWord(sweep.original.output)}</span> : null}
          <span className="visually-hidden">{total}</span>
        </span>
      </div>
    </>
  );
}
