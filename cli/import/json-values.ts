import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';

/** One value of a file: a line, or an element of a list; `at` counts from 1. */
export interface Value {
  at: number;
  value?: unknown;
  /** Why it could not be read. */
  fault?: string;
}

/** Longest line, in characters: vectors of large models take hundreds of thousands. */
const LONGEST_LINE = 16_000_000;
/** A list that is no JSON Lines is read as a whole. */
const LARGEST_LIST = 400_000_000;

/** SHA-256 of a file, hex, read as a stream. */
export async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * The values of a file of JSON Lines, as a stream, or of one list. Empty lines count and are passed over.
 *
 * @param isRow whether a value is what one line should be: a list may be a row, or all of them
 * @throws Error where a file that is no JSON Lines cannot be read as a list
 */
export async function* valuesOf(file: string, isRow: (value: unknown) => boolean): AsyncGenerator<Value> {
  let at = 0;
  for await (const line of linesOf(file)) {
    at++;
    if (line === null) {
      yield { at, fault: `is longer than ${LONGEST_LINE} characters` };
      continue;
    }
    if (line.trim() === '') continue;
    const read = parsed(line);
    const opens = at === 1 && line.trimStart().startsWith('[');
    if (opens && (!read || !isRow(read.value))) {
      const list = await wholeList(file);
      if (list) {
        for (const [i, value] of list.entries()) yield { at: i + 1, value };
        return;
      }
    }
    yield read ? { at, value: read.value } : { at, fault: 'is not JSON' };
  }
}

function parsed(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

async function wholeList(file: string): Promise<unknown[] | null> {
  const { size } = await stat(file);
  if (size > LARGEST_LIST)
    throw new Error(`${file} is one list of ${size} bytes: write it as JSON Lines, one row a line`);
  const whole = parsed(await readFile(file, 'utf8'));
  return whole && Array.isArray(whole.value) ? whole.value : null;
}

/** Lines of a text in UTF-8; null for one that is too long, which is passed over without being held. */
async function* linesOf(file: string): AsyncGenerator<string | null> {
  let parts: string[] = [];
  let length = 0;
  const take = () => {
    const line = length > LONGEST_LINE ? null : parts.join('').replace(/\r$/, '');
    [parts, length] = [[], 0];
    return line;
  };
  const add = (text: string) => {
    length += text.length;
    if (length <= LONGEST_LINE) parts.push(text);
    else parts = [];
  };
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const pieces = (chunk as string).split('\n');
    for (const piece of pieces.slice(0, -1)) {
      add(piece);
      yield take();
    }
    add(pieces.at(-1)!);
  }
  if (length > 0) yield take();
}
