import { execFile } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder, writeAtomically } from './files';

const folder = await mkdtemp(path.join(tmpdir(), 'files-'));
afterAll(() => rm(folder, { recursive: true }));

describe('a file that is written', () => {
  it('is there with its folder, whole, and leaves nothing beside it', async () => {
    const file = path.join(folder, 'a', 'b', 'file');
    await writeAtomically(file, 'old');
    await writeAtomically(file, 'new');
    expect(await readFile(file, 'utf8')).toBe('new');
    expect(await readdir(path.dirname(file))).toEqual(['file']);
  });

  it('goes through a symbolic link to the file that it names', async () => {
    const [file, link] = [path.join(folder, 'named'), path.join(folder, 'link')];
    await writeFile(file, 'old');
    await symlink(file, link);
    await writeAtomically(link, 'new');
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(file, 'utf8')).toBe('new');
  });

  // Not a device itself: a test that fails would take its place.
  it('never takes the place of a device, a pipe or a folder', async () => {
    const [device, pipe, directory] = ['device', 'pipe', 'directory'].map((name) => path.join(folder, name));
    await symlink('/dev/null', device!);
    await promisify(execFile)('mkfifo', [pipe!]);
    await mkdir(directory!);
    for (const file of [device!, pipe!, directory!])
      await expect(writeAtomically(file, 'x')).rejects.toThrow(
        `${file} is not a regular file; write to another one`,
      );
    expect((await lstat(device!)).isSymbolicLink()).toBe(true);
    expect((await lstat(pipe!)).isFIFO()).toBe(true);
  });
});

describe('a folder that is made', () => {
  it('may be there already', async () => {
    const deep = path.join(folder, 'x', 'y', 'z');
    await makeFolder(deep);
    await makeFolder(deep);
    expect((await lstat(deep)).isDirectory()).toBe(true);
  });

  it.runIf(process.platform === 'linux')(
    'is given up at once where nothing can be made',
    async () => {
      for (const file of ['/proc/file', '/proc/nowhere/deep/file'])
        await expect(writeAtomically(file, 'x')).rejects.toThrow(/^ENOENT/);
    },
    5_000,
  );
});
