import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FolderReader } from './load';

/** Reads a model folder from disk. Throws an Error that names the file that cannot be read. */
export function readFolder(folder: string): FolderReader {
  return async (name) => {
    const file = path.join(folder, name);
    try {
      return await readFile(file);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      throw new Error(code === 'ENOENT' ? `there is no file ${file}` : `${file} cannot be read: ${code}`);
    }
  };
}
