'use client';

import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { blockOf, type Block, type Cell } from '@/components/map/cells';
import type { PatchBody, Sweep } from '@/lib/task/patch/body';
import { blockAt, extended, onMap, placeOf } from './cells';

const parsers = {
  layer: parseAsInteger,
  to: parseAsInteger,
  pos: parseAsInteger,
  as: parseAsStringLiteral(['map', 'table'] as const).withDefault('map'),
};

/** What is chosen on the map, and the form of it, with what changes them. */
export interface CellChoice {
  block: Block;
  /** What the address names and the map does not have. */
  stray: Block | null;
  select: (cell: Cell | Block) => void;
  /** Adds a layer to the chosen ones. */
  extend: (cell: Cell) => void;
  table: boolean;
  toggleTable: () => void;
}

/**
 * What is chosen on the map and the form of it, kept in the URL. `fallback` is what an address chooses that names nothing.
 *
 * @param body the recorded question; null for a reader's own texts
 */
export function useCell(sweep: Sweep | null, body: PatchBody | null, fallback: Block): CellChoice {
  const [query, setQuery] = useQueryStates(parsers, { history: 'replace', scroll: false, shallow: true });
  const { layer, to, pos } = query;
  const named = blockAt({ layer: layer ?? undefined, to: to ?? undefined, pos: pos ?? undefined }, body);
  const valid = named !== null && (sweep === null || onMap(sweep, named));
  const block = valid ? named : fallback;
  const select = useCallback(
    (chosen: Cell | Block) => void setQuery(placeOf('to' in chosen ? chosen : blockOf(chosen))),
    [setQuery],
  );
  const toggleTable = useCallback(
    () => void setQuery((old) => ({ as: old.as === 'table' ? null : 'table' })),
    [setQuery],
  );
  return {
    block,
    stray: valid ? null : named,
    select,
    extend(cell) {
      const grown = extended(block, cell);
      if (grown) select(grown);
    },
    table: query.as === 'table',
    toggleTable,
  };
}
