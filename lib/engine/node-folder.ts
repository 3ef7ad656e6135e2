import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FolderReader } from './load';

/** Reads a model folder from disk. Throws an Error that names the folder or the file that cannot be read. */
export function readFolder(folder: string): FolderReader {
  return async (name) => {
    const file = path.join(folder, name);
    try {
      return await readFile(file);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'ENOENT') throw new Error(`${file} cannot be read: ${code}`, { cause: error });
      const found = await stat(folder).catch(() => null);
      if (!found?.isDirectory()) throw new Error(`there is no model folder ${folder}`, { cause: error });
      return null;
    }
  };
}
