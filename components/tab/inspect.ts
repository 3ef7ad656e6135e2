import * as Comlink from 'comlink';
import type { FolderFacts, inspectFolder } from '@/lib/engine/inspect-folder';
import type { ChosenFolder } from './chosen-folder';

/** A folder that is not understood by then (milliseconds) will not be: its tokenizer never ends, or its headers do not. */
const PATIENCE = 60_000;

/**
 * What can be said of a folder before its weights are read. It is looked at in a worker of its own, which is ended when it
 * takes too long, so that the page goes on whatever the folder holds.
 *
 * @throws Error of one line that says what is wrong with it
 */
export async function inspect({ files }: ChosenFolder): Promise<FolderFacts> {
  const worker = new Worker(new URL('../../workers/inspect.worker.ts', import.meta.url), { type: 'module' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ended = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) =>
      reject(new Error(message || 'the folder cannot be read')),
    );
    const late = `the folder was not understood within ${PATIENCE / 1000} s: its tokenizer may never end`;
    timer = setTimeout(() => reject(new Error(late)), PATIENCE);
  });
  try {
    const api = Comlink.wrap<{ inspectFolder: typeof inspectFolder }>(worker);
    return await Promise.race([api.inspectFolder(files), ended]);
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
