import { execFile } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { replaceFolder, writeAtomically } from './files';

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

describe('a folder that is replaced', () => {
  const place = path.join(folder, 'place');
  const fill = (content: string) => async (fresh: string) => {
    await mkdir(fresh);
    await writeFile(path.join(fresh, 'file'), content);
  };
  const content = () => readFile(path.join(place, 'file'), 'utf8');
  const beside = async () => (await readdir(folder)).filter((name) => name.startsWith('place'));

  it('holds what is new alone, and leaves nothing beside it', async () => {
    await replaceFolder(place, fill('old'));
    await replaceFolder(place, fill('new'));
    expect(await content()).toBe('new');
    expect(await beside()).toEqual(['place']);
  });

  it('stands as it was while the new one cannot be made, also where a killed run had laid it aside', async () => {
    await rename(place, `${place}.old`);
    await expect(replaceFolder(place, () => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(await content()).toBe('new');
  });

  it('takes the place of what a killed run left half made or did not remove', async () => {
    await fill('half')(`${place}.new`);
    await fill('older')(`${place}.old`);
    await replaceFolder(place, fill('newest'));
    expect(await content()).toBe('newest');
    expect(await beside()).toEqual(['place']);
  });
});
