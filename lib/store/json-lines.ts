import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { pipeline as connect, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import type { z } from 'zod';
import { issueLine } from '@/lib/schemas';
import { StoreError } from '@/lib/store/errors';

/** Rows in their order, from one object of JSON a line, compressed with Brotli. */
export type Rows<T> = Iterable<T> | AsyncIterable<T>;

/**
 * Rows of a file as a stream, each checked by its schema and then by `check`, which throws what is wrong.
 * @throws StoreError that names file and line
 */
export async function* readLines<T>(
  file: string,
  schema: z.ZodType<T>,
  check: (row: T) => T = (row) => row,
): AsyncGenerator<T> {
  let line = 0;
  for await (const text of linesOf(file)) {
    line++;
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch {
      throw new StoreError(`${file}, line ${line}, is not JSON.`);
    }
    const parsed = schema.safeParse(raw);
    if (!parsed.success) throw new StoreError(`${file}, line ${line}: ${issueLine(parsed.error)}.`);
    let row: T;
    try {
      row = check(parsed.data);
    } catch (error) {
      throw new StoreError(`${file}, line ${line}: ${error instanceof Error ? error.message : error}.`);
    }
    yield row;
  }
}

/** Writes rows, so that the file is the old one or whole. The same rows make the same bytes. */
export async function writeLines(
  file: string,
  rows: Rows<unknown>,
): Promise<{ sha256: string; bytes: number; rows: number }> {
  const unfinished = `${file}.new`;
  const hash = createHash('sha256');
  let bytes = 0;
  let count = 0;
  async function* lines() {
    for await (const row of rows) {
      count++;
      yield `${JSON.stringify(row)}\n`;
    }
  }
  const compress = zlib.createBrotliCompress({
    params: {
      [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
      [zlib.constants.BROTLI_PARAM_QUALITY]: 9,
      [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
    },
  });
  const measure = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  await pipeline(Readable.from(lines()), compress, measure, createWriteStream(unfinished));
  await rename(unfinished, file);
  return { sha256: hash.digest('hex'), bytes, rows: count };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  // A fault of either stream ends the other and comes out of the loop.
  const text = connect(createReadStream(file), zlib.createBrotliDecompress(), () => undefined).setEncoding(
    'utf8',
  );
  let rest = '';
  for await (const chunk of text as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest) yield rest;
}
