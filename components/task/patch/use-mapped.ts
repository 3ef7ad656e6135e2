'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { mainOf } from '@/lib/explainer/name';
import type { ExplainerRecord } from '@/lib/store/records';

const parsers = { by: parseAsString, sure: parseAsInteger.withDefault(0) };

/** Whose predictions are drawn as a map, and from which certainty on. */
export interface Mapped {
  /** Those who can be drawn, in the order of tables. */
  options: readonly ExplainerRecord[];
  /** Null where nobody can. */
  explainer: ExplainerRecord | null;
  /** One that the address names and cannot be drawn. */
  stray: string | null;
  choose: (id: string) => void;
  /** Least certainty, in percent; 0 shows everything alike. */
  sure: number;
  setSure: (percent: number) => void;
}

/** The choice, kept in the URL; self unless an address says otherwise. */
export function useMapped(options: readonly ExplainerRecord[]): Mapped {
  const [{ by, sure }, setQuery] = useQueryStates(parsers, {
    history: 'replace',
    scroll: false,
    shallow: true,
  });
  const named = options.find(({ id }) => id === by);
  return {
    options,
    explainer: named ?? mainOf('self', options) ?? options[0] ?? null,
    stray: by !== null && !named ? by : null,
    choose: useCallback((id) => void setQuery({ by: id }), [setQuery]),
    sure: Math.min(100, Math.max(0, sure)),
    setSure: useCallback((percent) => void setQuery({ sure: percent === 0 ? null : percent }), [setQuery]),
  };
}
