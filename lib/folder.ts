import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Makes a folder and those above it. (Node's own recursive mkdir never ends where a file system refuses folders, as /proc does.) */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  if (await stat(folder).catch(() => null)) return;
  if (path.dirname(folder) !== folder) await makeFolder(path.dirname(folder), mode);
  await mkdir(folder, { mode }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}
