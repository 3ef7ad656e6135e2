import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Writes a file so that a reader sees the old content or the new, never a part, power cuts included. Creates the folder. */
export async function writeAtomically(file: string, content: Uint8Array | string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
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
