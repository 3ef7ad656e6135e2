import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

import type { Split } from '@/lib/words';
import { readIfPresent, writeAtomically } from './files';
import { readRows, writeRows, type TruthRow } from './truth-rows';

/**
 * What was measured so far, in files of some thousand questions each: a run that was stopped goes on after the last of them.
 * Shards of other settings are removed.
 */
export class Shards {
  private constructor(
    private readonly folder: string,
    private readonly done: ReadonlySet<string>,
  ) {}

  /** @param fingerprint of all that the questions and their truth depend on */
  static async open(folder: string, fingerprint: string): Promise<Shards> {
    const stamp = path.join(folder, 'fingerprint');
    const found = await readIfPresent(stamp);
    if (!found || new TextDecoder().decode(found) !== fingerprint) {
      await rm(folder, { recursive: true, force: true });
      await writeAtomically(stamp, fingerprint);
    }
    return new Shards(folder, new Set(await readdir(folder)));
  }

  /** The questions of a shard: those on disk, or what `measure` gives, which are then on disk. */
  async get(split: Split, shard: number, measure: () => Promise<TruthRow[]>): Promise<TruthRow[]> {
    const name = `${split}-${String(shard).padStart(4, '0')}`;
    if (this.done.has(`${name}.jsonl`)) return readRows(this.folder, name, 'lab truth');
    const rows = await measure();
    await writeRows(this.folder, name, rows);
    return rows;
  }

  /** Once they are part of an artefact, shards are not needed any more. */
  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
