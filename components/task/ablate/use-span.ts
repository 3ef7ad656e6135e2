'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useState } from 'react';
import type { Span } from '@/lib/measure/ablate';
import { QUERY_INDEX } from '@/lib/words';
import { canLeaveOut, sameSpan, spanAt, UNITS, type Chosen, type Unit } from './spans';

const parsers = {
  from: parseAsString,
  to: parseAsString,
  by: parseAsStringLiteral(UNITS).withDefault('tokens'),
  as: parseAsStringLiteral(['strip', 'table'] as const).withDefault('strip'),
};

/** The chosen span and the form of the attribution, with what changes them. */
export interface SpanChoice {
  chosen: Chosen;
  /** An address that names a span which the text does not have, as it was written. */
  stray: string | null;
  choose: (chosen: Chosen) => void;
  by: Unit;
  setBy: (by: Unit) => void;
  table: boolean;
  toggleTable: () => void;
}

/** The span of an address, or the words of one that names none which can be left out of so many tokens; neither without both. */
export function readSpan(
  { from, to }: { from: string | null; to: string | null },
  tokens: number,
): { span: Span | null; stray: string | null } {
  if (from === null && to === null) return { span: null, stray: null };
  const written = [from, to].every((one) => one === null || QUERY_INDEX.test(one));
  const [first, behind] = [from, to].map((one) => (one === null ? undefined : Number(one)));
  const span = written ? spanAt({ from: first, to: behind }) : null;
  if (span && canLeaveOut(span, tokens)) return { span, stray: null };
  return { span: null, stray: `from ${from ?? 'nowhere'} to ${to ?? 'nowhere'}` };
}

/**
 * The chosen span and the form of the attribution, kept in the URL. `fallback` is the span of an address that names none;
 * `tokens` is the length of the text, null until it is known.
 */
export function useSpan(tokens: number | null, fallback: Span): SpanChoice {
  const [query, setQuery] = useQueryStates(parsers, { history: 'replace', scroll: false, shallow: true });
  const { span: named, stray } = readSpan(query, tokens ?? Infinity);
  const span = named ?? fallback;
  // Which end moves is of no interest to anybody else, so it is not in the address.
  const [last, setLast] = useState<Chosen | null>(null);
  return {
    chosen: last && sameSpan(last.span, span) ? last : { span, moving: 'to' },
    stray: tokens === null ? null : stray,
    choose: useCallback(
      (next) => {
        setLast(next);
        void setQuery({ from: String(next.span.from), to: String(next.span.to) });
      },
      [setQuery],
    ),
    by: query.by,
    setBy: useCallback((by) => void setQuery({ by }), [setQuery]),
    table: query.as === 'table',
    toggleTable: useCallback(
      () => void setQuery((old) => ({ as: old.as === 'table' ? null : 'table' })),
      [setQuery],
    ),
  };
}
