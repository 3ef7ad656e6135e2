'use client';

import { useEffect, useRef } from 'react';
import { visibleToken } from '@/components/tokens/token-text';
import { classNames } from '@/components/ui/class-names';
import { cellKey, isWithin, moveCell, type Block, type Cell } from './cells';

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
  /** Ascending, drawn upward; 0 is the embedding. */
  layers: readonly number[];
  /** Display form of each token, leading space kept. */
  tokens: readonly string[];
  /** What each column wants of the width, in characters. */
  widths: readonly number[];
  /** Columns are never narrower than what stands in them: the map scrolls instead, under the names of its layers. */
  fitted?: boolean;
  /** Whether a token is another one in the other text. */
  differs?: (position: number) => boolean;
  /** Rows above the tokens, what stands before them, and what they go on with. */
  above?: React.ReactNode;
  before?: React.ReactNode;
  next?: React.ReactNode;
  selected: Cell & Partial<Block>;
  onSelect: (cell: Cell) => void;
  /** Adds a cell to those that are chosen, where several can be: with Shift held. */
  onExtend?: (cell: Cell) => void;
  look: (cell: Cell) => CellLook;
  /** Figure at the right end of each row, and what it is. */
  total?: { name: string; of: (layer: number) => string };
  /** Cells marked with a corner. */
  marked?: (Cell & Partial<Block>) | undefined;
}

const TOTAL_WIDTH = ' 82px';

/** Least width of a column, in pixels, and that of so many characters of a cell. */
const LEAST = 30;
const fitting = (characters: number): number => Math.max(LEAST, Math.ceil(7.3 * characters + 8));

/** Scrolls a map that is wider than its place sideways, and never the page. */
function bringIntoView(place: HTMLElement, cell: HTMLElement, covered: number): void {
  const { offsetLeft: left, offsetWidth: width } = cell;
  if (left >= place.scrollLeft + covered && left + width <= place.scrollLeft + place.clientWidth) return;
  place.scrollLeft = left - (place.clientWidth - width) / 2;
}

/**
 * A layer x token map: a real grid of buttons with one tab stop. Arrow keys move the chosen cell; focus follows it
 * only while focus is already in this map. Of several chosen cells the lowest is the tab stop.
 */
export function MapGrid(props: MapGridProps) {
  const { name, layers, tokens, widths, fitted, selected, onSelect, onExtend, look, total, marked } = props;
  const grid = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const map = grid.current;
    const cell = map?.querySelector<HTMLElement>(`[data-cell="${cellKey(selected)}"]`);
    if (!map || !cell) return;
    bringIntoView(map.parentElement!, cell, map.querySelector<HTMLElement>('.row-label')!.offsetWidth);
    if (map.contains(document.activeElement)) cell.focus();
  }, [selected]);

  // A name stays in view only within its own area of the grid, which is therefore all of its row.
  const alongRow = (row: number) => (fitted ? { gridRow: row + 1, gridColumn: '1 / -1' } : undefined);
  const inRow = (row: number, position: number) =>
    fitted ? { gridRow: row + 1, gridColumn: position + 2 } : undefined;

  const isChosen = (cell: Cell) => isWithin(cell, selected);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moveCell(selected, event.key, { layers, positions: tokens.length });
    if (!next) return;
    event.preventDefault();
    (event.shiftKey && onExtend ? onExtend : onSelect)(next);
  };

  return (
    <div className="scroll">
      <div
        ref={grid}
        className={fitted ? 'map layer-map fitted' : 'map layer-map'}
        role="grid"
        aria-label={name}
        data-map={name}
        aria-rowcount={layers.length + 1}
        aria-multiselectable={onExtend ? true : undefined}
        style={
          {
            '--tokens': tokens.length,
            '--columns':
              widths.map((width) => `minmax(${fitted ? fitting(width) : LEAST}px, ${width}fr)`).join(' ') +
              (total ? TOTAL_WIDTH : ''),
          } as React.CSSProperties
        }
        onKeyDown={onKeyDown}
      >
        {props.above}
        <div role="row" className="row">
          <span className="row-label" role="columnheader" style={alongRow(0)}>
            {props.before}
            <span className="visually-hidden">layer</span>
          </span>
          {tokens.map((token, position) => (
            <span
              key={position}
              role="columnheader"
              style={inRow(0, position)}
              className={classNames(
                'column-label',
                props.differs?.(position) && 'differs',
                position === selected.position && 'selected',
              )}
            >
              {visibleToken(token)}
            </span>
          ))}
          {total ? (
            <span
              role="columnheader"
              className={props.next ? 'column-label next-token' : 'column-label next-token muted'}
            >
              {props.next}
              <span className="visually-hidden">{total.name}</span>
            </span>
          ) : null}
        </div>
        {[...layers].reverse().map((layer, row) => (
          <div key={layer} role="row" className="row">
            <span
              role="rowheader"
              style={alongRow(row + 1)}
              className={
                isChosen({ layer, position: selected.position }) ? 'row-label selected' : 'row-label'
              }
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
              const chosen = isChosen(cell);
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
                    chosen && isChosen({ layer: layer + 1, position }) && 'joined-above',
                    chosen && isChosen({ layer: layer - 1, position }) && 'joined-below',
                    marked && isWithin(cell, marked) && 'asked',
                  )}
                  style={{ ...style, ...inRow(row + 1, position) }}
                  tabIndex={chosen && layer === selected.layer ? 0 : -1}
                  aria-selected={chosen}
                  aria-label={`layer ${layer}, ${visibleToken(token)}: ${label}`}
                  title={label}
                  onClick={(event) => (event.shiftKey && onExtend ? onExtend : onSelect)(cell)}
                >
                  {content}
                </button>
              );
            })}
            {total ? (
              <span role="gridcell" className="row-total">
                {total.of(layer)}
              </span>
            ) : null}
          </div>
        ))}
        {total ? (
          <span className="total-head" aria-hidden="true">
            {total.name}
          </span>
        ) : null}
      </div>
    </div>
  );
}
