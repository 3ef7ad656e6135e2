import { afterEach, beforeEach, vi } from 'vitest';
import { runLab } from '@/cli/program';
import type { StoreClient } from '@/lib/store';
import { migratedStore, temporaryFolder } from './database';

/** A store and a data folder of a test's own, and what `lab import` said there. */
export interface ImportPlace {
  client: StoreClient;
  url: string;
  /** The data folder. */
  home: string;
  /** Lines on the terminal, errors among them. */
  said: string[];
  /** Runs `lab import`; resolves with its exit code. */
  lab(...args: string[]): Promise<number>;
}

/** Gives each test of a file a place to import to; its fields are those of the test that runs. */
export function importPlace(): ImportPlace {
  const place = {
    lab: (...args: string[]) => runLab(['import', ...args, '--data-dir', place.home]),
  } as ImportPlace;
  beforeEach(async () => {
    const home = await temporaryFolder();
    Object.assign(place, await migratedStore(), { home, said: [] });
    vi.stubEnv('DATABASE_URL', place.url);
    vi.stubEnv('MIRRORSCOPE_IMPORTS_IN', home);
    for (const stream of ['log', 'error'] as const)
      vi.spyOn(console, stream).mockImplementation((line: unknown) => void place.said.push(String(line)));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  return place;
}
