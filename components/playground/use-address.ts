'use client';

import { useSearchParams } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import type { Cell } from '@/components/map/cells';
import { CHAT_TURN } from '@/lib/model/chat-turn';
import { isScale, MAX_TEXT, parsers, strayValues, type EditKind, type MapKind } from './address';

/** The two texts: the first gives the vector, the second takes it. */
export interface Texts {
  first: string;
  second: string;
}

/** What the address says, and how to change it. */
export interface Address {
  texts: Texts;
  /** Sites that it names; null where it names none. */
  cells: { first: Cell | null; second: Cell | null };
  map: MapKind;
  edit: EditKind;
  scale: number;
  table: boolean;
  /** Both texts are run as turns of a chat. */
  asTurns: boolean;
  /** Lines about what it names and there is not. */
  strays: string[];
  setTexts: (texts: Texts) => void;
  select: (which: keyof Texts, cell: Cell) => void;
  setMap: (map: MapKind) => void;
  setEdit: (edit: EditKind) => void;
  setScale: (scale: number) => void;
  toggleTable: () => void;
  setTurns: (asTurns: boolean) => void;
}

/** @param example texts of an address that names none */
export function useAddress(example: Texts): Address {
  const raw = useSearchParams();
  const [query, set] = useQueryStates(parsers, { history: 'replace', scroll: false, shallow: true });
  const first = query.text?.trim() || example.first;
  // A text without a second one is its own.
  const second = query.second?.trim() || (query.text === null ? example.second : first);
  return {
    texts: useMemo(
      () => ({ first: first.slice(0, MAX_TEXT), second: second.slice(0, MAX_TEXT) }),
      [first, second],
    ),
    cells: { first: cellOf(query.layer, query.pos), second: cellOf(query.layer2, query.pos2) },
    map: query.map,
    edit: query.edit,
    scale: isScale(query.scale) ? query.scale : 1,
    table: query.as === 'table',
    asTurns: query.chat !== null,
    strays: useMemo(() => strayValues(new URLSearchParams(raw)), [raw]),
    setTexts: useCallback(
      (texts) =>
        // Sites are sites of a text: of another one, they would be others.
        void set(
          (old) => ({
            text: texts.first,
            second: texts.second,
            ...(texts.first === (old.text ?? first) ? {} : { layer: null, pos: null }),
            ...(texts.second === (old.second ?? second) ? {} : { layer2: null, pos2: null }),
          }),
          { history: 'push' },
        ),
      [set, first, second],
    ),
    select: useCallback(
      (which, { layer, position }) =>
        void set(which === 'first' ? { layer, pos: position } : { layer2: layer, pos2: position }),
      [set],
    ),
    setMap: useCallback((map) => void set({ map }), [set]),
    setEdit: useCallback((edit) => void set({ edit }), [set]),
    setScale: useCallback((scale) => void set({ scale }), [set]),
    setTurns: useCallback(
      (asTurns) =>
        // Sites count the tokens that are run.
        void set({
          chat: asTurns ? CHAT_TURN : null,
          ...{ layer: null, pos: null, layer2: null, pos2: null },
        }),
      [set],
    ),
    toggleTable: useCallback(() => void set((old) => ({ as: old.as === 'table' ? null : 'table' })), [set]),
  };
}

const cellOf = (layer: number | null, position: number | null): Cell | null =>
  layer === null || position === null ? null : { layer, position };
