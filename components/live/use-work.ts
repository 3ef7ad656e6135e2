'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useProgressStore, type ProgressStore } from './progress';

/** A piece of live work. What it brings it hands on itself, as it comes. */
type Piece = (signal: AbortSignal) => Promise<void>;

/** Live work of a page, one piece at a time. */
export interface Work {
  busy: boolean;
  /** Why the last piece stopped, unless it was told to. */
  error: Error | null;
  progress: ProgressStore;
  /** Begins a piece; what is under way is stopped. */
  start(piece: Piece): void;
  /** Stops what is under way; what is done stays. */
  cancel(): void;
  /** Repeats what failed. */
  retry(): void;
}

/** Runs live work with the means to stop it. It is stopped when its page goes. */
export function useWork(): Work {
  const progress = useProgressStore();
  // That of the piece under way.
  const controller = useRef<AbortController | null>(null);
  const [{ piece, busy, error }, setState] = useState<State>(IDLE);
  const cancel = useCallback(() => {
    controller.current?.abort();
    controller.current = null;
    progress.set(null);
    setState(IDLE);
  }, [progress]);
  const start = useCallback(
    (piece: Piece) => {
      controller.current?.abort();
      const own = new AbortController();
      controller.current = own;
      setState({ piece, busy: true, error: null });
      const settle = (error: Error | null) => {
        // Another piece began since, or nobody waits for one.
        if (controller.current !== own) return;
        controller.current = null;
        progress.set(null);
        setState({ piece, busy: false, error });
      };
      piece(own.signal).then(
        () => settle(null),
        (cause: unknown) => settle(cause instanceof Error ? cause : new Error(String(cause))),
      );
    },
    [progress],
  );
  useEffect(
    () => () => {
      controller.current?.abort();
      controller.current = null;
    },
    [],
  );
  return {
    ...{ busy, error, progress, start, cancel },
    retry: useCallback(() => piece && start(piece), [start, piece]),
  };
}

interface State {
  /** The last that began; null before the first, and after one was told to stop. */
  piece: Piece | null;
  busy: boolean;
  error: Error | null;
}

const IDLE: State = { piece: null, busy: false, error: null };
