'use client';

import { useSyncExternalStore } from 'react';
import type { LiveModel } from './setup';

/** Names of the weights that this page holds: all that a page has to know of them until somebody runs one. */
let held: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

const become = (next: ReadonlySet<string>): void => {
  held = next;
  for (const listener of listeners) listener();
};

export const hold = (name: string): void => become(new Set([...held, name]));
export const letGo = (name: string): void => become(new Set([...held].filter((other) => other !== name)));

/** What the weights of a model are known by. A folder is loaded by itself, though the site may have the same weights. */
export const weightsName = ({ folder, path, contentHash }: LiveModel): string =>
  folder ? path : contentHash;

const NONE: ReadonlySet<string> = new Set();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useHeld = (): ReadonlySet<string> =>
  useSyncExternalStore(
    subscribe,
    () => held,
    () => NONE,
  );
