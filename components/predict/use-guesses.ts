'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { readGuesses, writeGuesses, type KeptGuess } from './guesses';

const KEY = 'mirrorscope.guesses';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Of other tabs.
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** A browser may forbid that anything is kept: then nothing is. */
function keptText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Changes what is kept, from what is kept by then: another tab may have been faster. */
export function changeGuesses(change: (guesses: readonly KeptGuess[]) => readonly KeptGuess[]): void {
  try {
    localStorage.setItem(KEY, writeGuesses(change(readGuesses(keptText()))));
  } catch {
    // Full, or forbidden: the page does without a score.
  }
  for (const listener of listeners) listener();
}

/** The guesses that this browser keeps; null before that is known, as on the server. */
export function useGuesses(): readonly KeptGuess[] | null {
  const text = useSyncExternalStore<string | null | undefined>(subscribe, keptText, () => undefined);
  return useMemo(() => (text === undefined ? null : readGuesses(text)), [text]);
}
