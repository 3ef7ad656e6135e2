'use client';

import { useEffect, useRef } from 'react';
import { visibleToken } from '@/components/tokens/token-text';
import { classNames } from '@/components/ui/class-names';
import { cellKey, moveCell, sameCell, type Cell } from './cells';

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
  tokens: string[];
  /** Wanted width of each column, in characters. */
  widths: number[];
  /** The source token above each token of the text; null where there is none. Drawn when `heads` says so. */
  sources: (string | null)[];
  /** Ascending; drawn upward. */
  layers: number[];
  selected: Cell;
  onSelect: (cell: Cell) => void;
  look: (cell: Cell) => CellLook;
  /** Figure at the right end of a row. */
  total?: (layer: number) => string;
  totalName?: string;
  /** `both` shows the two texts with what each continues to; `text` only the tokens that are run. */
  heads?: { original: string; source: string } | undefined;
  /** Cell of the recorded question, marked with a corner. */
  marked?: Cell | undefined;
}

/**
 * A layer x token map: a real grid of buttons with one tab stop. Arrow keys move the chosen cell; focus follows it
 * only while focus is already in this map.
 */
export function MapGrid({
  name,
  tokens,
  widths,
  sources,
  layers,
  selected,
  onSelect,
  look,
  total,
  totalName,
  heads,
  marked,
}: MapGridProps) {
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

  const differs = tokens.map((token, position) => sources[position] !== token);
  const headClass = (position: number, source: boolean) =>
    classNames(
      'column-label',
      source && 'source',
      differs[position] && 'differs',
      position === selected.position && 'selected',
    );

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
            '--columns': widths.map((width) => `minmax(30px, ${width}fr)`).join(' '),
          } as React.CSSProperties
        }
        onKeyDown={onKeyDown}
      >
        {heads ? (
          <div role="presentation" className="row" aria-hidden="true">
            <span className="row-label source" title="the vector comes from this text">
              x′ source
            </span>
            {sources.map((token, position) => (
              <span key={position} className={headClass(position, true)}>
                {token === null ? '–' : visibleToken(token)}
              </span>
            ))}
            <span className="column-label source next-token">→ {heads.source}</span>
          </div>
        ) : null}
        <div role="row" className="row">
          <span className="row-label" role="columnheader">
            {heads ? (
              <span className="wide" title="this text is run">
                x run
              </span>
            ) : null}
            <span className="visually-hidden">layer</span>
          </span>
          {tokens.map((token, position) => (
            <span key={position} role="columnheader" className={headClass(position, false)}>
              {visibleToken(token)}
            </span>
          ))}
          <span
            role="columnheader"
            className={heads ? 'column-label next-token' : 'column-label next-token muted'}
          >
            {heads ? <span>→ {heads.original}</span> : null}
            <span className="visually-hidden">{totalName ?? ''}</span>
          </span>
        </div>
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
              {total?.(layer) ?? ''}
            </span>
          </div>
        ))}
        {totalName ? (
          <span className="total-head" aria-hidden="true">
            {totalName}
          </span>
        ) : null}
      </div>
    </div>
  );
}
