'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { CHAT_TURN } from '@/lib/model/chat-turn';
import type { LiveSetup } from './setup';
import { writeTurn } from './write-turn';

/** Texts of a reader's own as they are run. */
export interface Turn {
  /** The target has a chat template. */
  offered: boolean;
  /** Each as a turn of a chat. */
  on: boolean;
  /** What is run, in the order of the texts; null until the template has written it, or where it cannot. */
  run: readonly string[] | null;
  /** One line that says why it cannot. */
  error: string | null;
  /** What runs it: a turn is all that is read. */
  setup: LiveSetup;
}

/** @param texts null while there are none */
export function useTurn(setup: LiveSetup, wanted: boolean, texts: readonly string[] | null): Turn {
  const chat = setup.target?.chat ?? null;
  const on = chat !== null && wanted;
  const { data, error } = useQuery({
    queryKey: ['chat turn', chat?.source, texts],
    queryFn: () => Promise.all(texts!.map((text) => writeTurn(chat!, text))),
    enabled: on && texts !== null,
    staleTime: Infinity,
    retry: false,
  });
  return {
    ...{ offered: chat !== null, on },
    run: on ? (data ?? null) : texts,
    error: on ? (error?.message ?? null) : null,
    setup: useMemo(
      () => (on && setup.target ? { ...setup, target: { ...setup.target, readsTurns: true } } : setup),
      [on, setup],
    ),
  };
}

/** Whether an address wants a chat turn; where it names no text, the link that it was opened by says. */
export const wantsTurn = (named: string | null, text: string | null, ofLink: string | undefined): boolean =>
  (named ?? (text ? null : ofLink)) === CHAT_TURN;
