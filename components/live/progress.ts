'use client';

import { useState, useSyncExternalStore } from 'react';

/** What live work is at: bytes of a model, or questions of many. `total` is null while it is not known. */
export interface Progress {
  kind: 'loading' | 'running';
  what: string;
  done: number;
  total: number | null;
}

/** Where work says how far it is, many times a second: what only the bar shows re-renders nothing else. */
export interface ProgressStore {
  set(progress: Progress | null): void;
  get(): Progress | null;
  subscribe(listener: () => void): () => void;
}

export function createProgress(): ProgressStore {
  let now: Progress | null = null;
  const listeners = new Set<() => void>();
  return {
    set(progress) {
      now = progress;
      for (const listener of listeners) listener();
    },
    get: () => now,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A store of the component's own. */
export const useProgressStore = (): ProgressStore => useState(createProgress)[0];

export const useProgress = (store: ProgressStore): Progress | null =>
  useSyncExternalStore(store.subscribe, store.get, () => null);
