import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is removed at the end of the test. */
export async function temporary(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
