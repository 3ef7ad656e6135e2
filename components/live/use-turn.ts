'use client';

import { useEffect, useMemo, useState } from 'react';
import { CHAT_TURN, type ChatTemplate } from '@/lib/model/chat-turn';
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
  const written = useWritten(on ? chat : null, texts);
  return {
    ...{ offered: chat !== null, on },
    run: on ? written.run : texts,
    error: on ? written.error : null,
    setup: useMemo(
      () => (on && setup.target ? { ...setup, target: { ...setup.target, readsTurns: true } } : setup),
      [on, setup],
    ),
  };
}

type Written = Pick<Turn, 'run' | 'error'>;

const NOT_YET: Written = { run: null, error: null };

/** What a template makes of texts, once it has. */
function useWritten(chat: ChatTemplate | null, texts: readonly string[] | null): Written {
  const [last, setLast] = useState<{ of: readonly string[]; written: Written } | null>(null);
  useEffect(() => {
    if (chat === null || texts === null) return;
    let wanted = true;
    const keep = (written: Written) => {
      if (wanted) setLast({ of: texts, written });
    };
    Promise.all(texts.map((text) => writeTurn(chat, text))).then(
      (run) => keep({ run, error: null }),
      (error: unknown) => keep({ run: null, error: error instanceof Error ? error.message : String(error) }),
    );
    return () => void (wanted = false);
  }, [chat, texts]);
  return last !== null && last.of === texts ? last.written : NOT_YET;
}

/** Whether an address wants a chat turn; where it names no text, the link that it was opened by says. */
export const wantsTurn = (named: string | null, text: string | null, ofLink: string | undefined): boolean =>
  (named ?? (text ? null : ofLink)) === CHAT_TURN;
