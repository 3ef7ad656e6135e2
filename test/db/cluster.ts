import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from '@/lib/database/embedded';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A database on the server under test, by a user who may create others. */
    adminUrl: string;
  }
}

/** One PostgreSQL for all files: that of `TEST_DATABASE_URL`, or an embedded one in a temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    project.provide('adminUrl', given);
    return async () => undefined;
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-db-'));
  // As root the server runs as somebody else, who has to get through.
  await chmod(folder, 0o755);
  const database = await openEmbedded(folder);
  project.provide('adminUrl', database.url);
  return async () => {
    await database.release();
    await rm(folder, { recursive: true, force: true });
  };
}
