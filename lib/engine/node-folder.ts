import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Engine } from './engine';
import { loadEngine } from './load';
import type { Runtime } from './runtime';
import { wholeFolder } from './whole-folder';

/**
 * Loads a model folder from disk.
 *
 * @param base the folder of the model that it leaves parts to, where it does
 *
 * Throws an Error that names what is missing or cannot be used.
 */
export function loadFolder(runtime: Runtime, folder: string, base?: string): Promise<Engine> {
  // Node's own hash is several times as fast as one in JavaScript.
  return loadEngine(runtime, readWhole(folder, base), { hash: createHash('sha256') });
}

/** Reads a model folder from disk, and what it leaves to its base from there. */
export const readWhole = (
  folder: string,
  base: string | undefined,
): ((name: string) => Promise<Uint8Array | null>) =>
  base === undefined ? readFolder(folder) : wholeFolder(readFolder(folder), readFolder(base));

/** Reads a model folder from disk. Throws an Error that names the folder or the file that cannot be read. */
export function readFolder(folder: string): (name: string) => Promise<Buffer | null> {
  return async (name) => {
    const file = path.join(folder, name);
    try {
      return await readFile(file);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'ENOENT') throw new Error(`${file} cannot be read: ${code}`, { cause: error });
      const found = await stat(folder).catch(() => null);
      if (!found?.isDirectory())
        throw new Error(`the model folder ${folder} does not exist`, { cause: error });
      return null;
    }
  };
}
