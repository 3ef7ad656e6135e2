import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from './folder';

const folder = await mkdtemp(path.join(tmpdir(), 'folder-'));
afterAll(() => rm(folder, { recursive: true }));

describe('a folder that is made', () => {
  it('may be there already', async () => {
    const deep = path.join(folder, 'x', 'y', 'z');
    await makeFolder(deep);
    await makeFolder(deep);
    expect((await stat(deep)).isDirectory()).toBe(true);
  });

  it.runIf(process.platform === 'linux')(
    'is given up at once where nothing can be made',
    async () => {
      for (const nowhere of ['/proc/folder', '/proc/nowhere/deep/folder'])
        await expect(makeFolder(nowhere)).rejects.toThrow(/^ENOENT/);
    },
    5_000,
  );
});
