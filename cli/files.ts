import { createWriteStream } from 'node:fs';
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { makeFolder } from '@/lib/folder';

/**
 * Writes a file so that a reader sees the old content or the new, never a part, power cuts included. Creates the folder;
 * a symbolic link stays one. Throws an Error of one line where {@link checkTarget} does, or when the disk refuses.
 */
export async function writeAtomically(file: string, content: Uint8Array | string): Promise<void> {
  const target = await checkTarget(file);
  await makeFolder(path.dirname(target));
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Writes a file of any length, part by part: a reader sees the old content or the new, as with {@link writeAtomically}. What is
 * thrown while parts are made leaves the old one.
 */
export async function writeParts(
  file: string,
  parts: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  await replaceFile(file, async (temporary) => {
    await pipeline(Readable.from(parts), createWriteStream(temporary));
  });
}

/** Puts what `fill` writes in the place of a file, which stands whole until then. */
export async function replaceFile(file: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  const target = await checkTarget(file);
  await makeFolder(path.dirname(target));
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await fill(temporary);
    const handle = await open(temporary, 'r');
    await handle.sync().finally(() => handle.close());
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Where a file that is to be written lies, symbolic links followed. Throws an Error of one line when there is something
 * that is not a file: the new content would take the place of a device, a pipe or a folder.
 */
export async function checkTarget(file: string): Promise<string> {
  try {
    if (!(await stat(file)).isFile()) throw new Error(`${file} is not a regular file; write to another one`);
    return await realpath(file);
  } catch (error) {
    if (isMissing(error)) return file;
    throw error;
  }
}

/**
 * Puts what `fill` makes in the place of a folder, which stands whole until then. A run that is killed at any moment is
 * mended by the next.
 */
export async function replaceFolder(folder: string, fill: (fresh: string) => Promise<void>): Promise<void> {
  const [fresh, old] = [`${folder}.new`, `${folder}.old`];
  // Killed between the two renames: what stood here lies aside.
  if ((await exists(old)) && !(await exists(folder))) await rename(old, folder);
  await rm(fresh, { recursive: true, force: true });
  await fill(fresh);
  await rm(old, { recursive: true, force: true });
  if (await exists(folder)) await rename(folder, old);
  await rename(fresh, folder);
  await rm(old, { recursive: true, force: true });
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}

export async function writeJson(file: string, content: unknown): Promise<void> {
  await writeAtomically(file, `${JSON.stringify(content, null, 2)}\n`);
}

/** Reads a file; when it is missing, the error says which command writes it. */
export async function readOrExplain(file: string, writtenBy: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    if (isMissing(cause)) throw new Error(`${file} is missing; write it with: ${writtenBy}`, { cause });
    throw cause;
  }
}

export async function readJson<T>(file: string, writtenBy: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await readOrExplain(file, writtenBy))) as T;
}

/** The content of a file, or null where there is none. */
export async function readIfPresent(file: string): Promise<Uint8Array | null> {
  return readFile(file).catch((cause: unknown) => {
    if (isMissing(cause)) return null;
    throw cause;
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
