import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { importsHome } from '@/lib/imports';
import { parseServed, type ServedSettings } from './settings';

/** Names the file that says which servers are asked; without it, the one in the data folder, where there is one. */
const VARIABLE = 'MIRRORSCOPE_HTTP_EXPLAINERS';
const FILE = 'http-explainers.json';

/**
 * The explainers behind HTTP that are configured; none unless a file says so.
 * @throws Error of one line that names the file and what is wrong with it
 */
export async function configuredExplainers(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ServedSettings[]> {
  const named = environment[VARIABLE];
  const file = named ?? path.join(importsHome(environment), FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw new Error(`${file} cannot be read: ${code}`, { cause });
    if (named)
      throw new Error(`${VARIABLE} is ${named}, and there is no such file: correct or unset it`, { cause });
    return [];
  }
  return parseServed(text, file);
}

export const answersTask = ({ tasks }: Pick<ServedSettings, 'tasks'>, task: string): boolean =>
  !tasks || tasks.includes(task);

/**
 * The key that it is asked with; undefined where it takes none.
 * @throws Error that names the variable which is not set
 */
export function keyOf(
  { id, key }: Pick<ServedSettings, 'id' | 'key'>,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  if (key === undefined) return undefined;
  const found = environment[key];
  if (!found) throw new Error(`${id} is asked with the key in ${key}, which is not set`);
  return found;
}
