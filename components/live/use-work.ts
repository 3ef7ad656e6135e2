'use client';

import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
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

/** Runs live work as a mutation, whose variables carry the means to stop it. It is stopped when its page goes. */
export function useWork(): Work {
  const progress = useProgressStore();
  const controller = useRef<AbortController | null>(null);
  const { mutate, reset, isPending, error, variables } = useMutation({
    mutationFn: ({ piece, stop }: { piece: Piece; stop: AbortController }) => piece(stop.signal),
    onSettled: (_data, _error, { stop }) => {
      if (controller.current === stop) progress.set(null);
    },
  });
  const start = useCallback(
    (piece: Piece) => {
      controller.current?.abort();
      controller.current = new AbortController();
      mutate({ piece, stop: controller.current });
    },
    [mutate],
  );
  const cancel = useCallback(() => {
    controller.current?.abort();
    progress.set(null);
    reset();
  }, [progress, reset]);
  useEffect(() => () => controller.current?.abort(), []);
  return {
    busy: isPending,
    error: variables?.stop.signal.aborted ? null : error,
    progress,
    start,
    cancel,
    retry: useCallback(() => variables && start(variables.piece), [start, variables]),
  };
}
