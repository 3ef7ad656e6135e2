'use client';

import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import type { Cell } from '@/components/map/cells';
import type { Sweep } from '@/lib/task/patch/body';
import { onMap } from './cells';

const parsers = {
  layer: parseAsInteger,
  pos: parseAsInteger,
  as: parseAsStringLiteral(['map', 'table'] as const).withDefault('map'),
};

/** The chosen cell and the form of the map, with what changes them. */
export interface CellChoice {
  cell: Cell;
  /** A cell that the address names but the map does not have. */
  stray: Cell | null;
  select: (cell: Cell) => void;
  table: boolean;
  toggleTable: () => void;
}

/**
 * The chosen cell and the form of the map, kept in the URL. `fallback` is the cell of an address that names none.
 */
export function useCell(sweep: Sweep | null, fallback: Cell): CellChoice {
  const [query, setQuery] = useQueryStates(parsers, { history: 'replace', scroll: false, shallow: true });
  const named: Cell | null =
    query.layer === null || query.pos === null ? null : { layer: query.layer, position: query.pos };
  const valid = named !== null && (sweep === null || onMap(sweep, named));
  const select = useCallback(
    (cell: Cell) => void setQuery({ layer: cell.layer, pos: cell.position }),
    [setQuery],
  );
  const toggleTable = useCallback(
    () => void setQuery((old) => ({ as: old.as === 'table' ? null : 'table' })),
    [setQuery],
  );
  return {
    cell: valid ? named : fallback,
    stray: valid ? null : named,
    select,
    table: query.as === 'table',
    toggleTable,
  };
}
