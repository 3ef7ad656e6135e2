import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline as connect, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import type { z } from 'zod';
import {
  BUNDLE_FORMAT,
  BUNDLE_TABLES,
  type BundleManifest,
  type BundleTable,
  bundleTables,
  bundleVersion,
  manifestSchema,
} from '@/lib/store/bundle-format';
import { StoreError } from '@/lib/store/errors';
import type { BundleContent } from '@/lib/store/records';

/** The bundle that a checkout shows: `MIRRORSCOPE_BUNDLE`, or the one that it ships. */
export function bundleFolder(root: string): string {
  return process.env.MIRRORSCOPE_BUNDLE ?? path.join(root, 'data', 'bundle');
}

/**
 * Writes a bundle folder: the tables, then the manifest, so that a folder with a manifest is whole. The same content
 * makes the same bytes.
 * @throws StoreError when a row has not the shape of its table
 */
export async function writeBundle(
  dir: string,
  content: BundleContent,
  createdBy: string,
): Promise<BundleManifest> {
  await mkdir(dir, { recursive: true });
  await rm(path.join(dir, 'manifest.json'), { force: true });
  const files: BundleManifest['files'] = [];
  for (const table of bundleTables) files.push(await writeTable(dir, table, content[table]));
  const kept = new Set<string>(files.map(({ name }) => name));
  for (const name of await readdir(dir))
    if (name.endsWith('.jsonl.br') && !kept.has(name)) await rm(path.join(dir, name));
  const manifest: BundleManifest = { format: BUNDLE_FORMAT, version: bundleVersion(files), createdBy, files };
  const unfinished = path.join(dir, 'manifest.json.new');
  await writeFile(unfinished, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(unfinished, path.join(dir, 'manifest.json'));
  return manifest;
}

/** The manifest of a bundle folder, or null where there is none. Throws StoreError when it is not one of ours. */
export async function readManifest(dir: string): Promise<BundleManifest | null> {
  const file = path.join(dir, 'manifest.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new StoreError(`${file} cannot be read (${error.code}).`);
  });
  if (text === null) return null;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new StoreError(`${file} is not JSON: restore the bundle from the repository.`);
  }
  const format = typeof raw === 'object' && raw !== null && 'format' in raw ? raw.format : undefined;
  if (typeof format === 'number' && format > BUNDLE_FORMAT)
    throw new StoreError(
      `${file} has bundle format ${format}, and this version reads up to ${BUNDLE_FORMAT}: update Mirrorscope.`,
    );
  const parsed = manifestSchema.safeParse(raw);
  if (!parsed.success) throw new StoreError(`${file} is no bundle manifest: ${firstIssue(parsed.error)}.`);
  for (const table of bundleTables)
    if (!parsed.data.files.some(({ name }) => name === BUNDLE_TABLES[table].file))
      throw new StoreError(`${file} does not list ${BUNDLE_TABLES[table].file}.`);
  return parsed.data;
}

/** Checks every file against the manifest. Throws StoreError that names the first one that differs. */
export async function verifyBundle(dir: string, manifest: BundleManifest): Promise<void> {
  for (const { name, sha256, bytes } of manifest.files) {
    const file = path.join(dir, name);
    const hash = createHash('sha256');
    let size = 0;
    try {
      for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        size += chunk.length;
      }
    } catch (error) {
      throw new StoreError(
        `${file} of the bundle cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      );
    }
    const found = hash.digest('hex');
    if (found !== sha256)
      throw new StoreError(
        `${file} is corrupt: its SHA-256 is ${found.slice(0, 12)}, ${size} bytes, and the manifest says ${sha256.slice(0, 12)}, ${bytes} bytes. Restore the bundle from the repository.`,
      );
  }
  if (bundleVersion(manifest.files) !== manifest.version)
    throw new StoreError(
      `${path.join(dir, 'manifest.json')} is corrupt: its version is not that of its files.`,
    );
}

/**
 * Rows of one table in their order, each checked, read as a stream.
 * @throws StoreError that names file and line
 */
export async function* readRows<T extends BundleTable>(
  dir: string,
  manifest: BundleManifest,
  table: T,
): AsyncGenerator<BundleContent[T][number]> {
  const { file, row } = BUNDLE_TABLES[table];
  const schema: z.ZodType<BundleContent[T][number]> = row as never;
  const where = path.join(dir, file);
  let line = 0;
  for await (const text of linesOf(where)) {
    line++;
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch {
      throw new StoreError(`${where}, line ${line}, is not JSON.`);
    }
    const parsed = schema.safeParse(raw);
    if (!parsed.success) throw new StoreError(`${where}, line ${line}: ${firstIssue(parsed.error)}.`);
    yield parsed.data;
  }
  const expected = manifest.files.find(({ name }) => name === file)?.rows;
  if (line !== expected)
    throw new StoreError(`${where} has ${line} rows, and the manifest says ${expected}.`);
}

/** A whole bundle, checked. Throws StoreError. */
export async function readBundle(dir: string): Promise<{ manifest: BundleManifest; content: BundleContent }> {
  const manifest = await readManifest(dir);
  if (!manifest) throw new StoreError(`${dir} holds no bundle.`);
  await verifyBundle(dir, manifest);
  const content: BundleContent = {
    models: [],
    explainers: [],
    runs: [],
    runPoints: [],
    patchItems: [],
    evaluations: [],
  };
  const fill = async <T extends BundleTable>(table: T) => {
    const rows: BundleContent[T][number][] = content[table];
    for await (const row of readRows(dir, manifest, table)) rows.push(row);
  };
  for (const table of bundleTables) await fill(table);
  return { manifest, content };
}

async function writeTable<T extends BundleTable>(
  dir: string,
  table: T,
  rows: BundleContent[T],
): Promise<BundleManifest['files'][number]> {
  const { file, row: schema } = BUNDLE_TABLES[table];
  const unfinished = path.join(dir, `${file}.new`);
  const hash = createHash('sha256');
  let bytes = 0;
  function* lines() {
    for (const [index, row] of rows.entries()) {
      const parsed = schema.safeParse(row);
      if (!parsed.success)
        throw new StoreError(
          `Row ${index} of ${table} cannot go into a bundle: ${firstIssue(parsed.error)}.`,
        );
      yield `${JSON.stringify(parsed.data)}\n`;
    }
  }
  const compress = zlib.createBrotliCompress({
    params: {
      [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
      [zlib.constants.BROTLI_PARAM_QUALITY]: 9,
      [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
    },
  });
  const count = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  await pipeline(Readable.from(lines()), compress, count, createWriteStream(unfinished));
  await rename(unfinished, path.join(dir, file));
  return { name: file, sha256: hash.digest('hex'), bytes, rows: rows.length };
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

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'it'}: ${issue.message}` : 'unreadable';
}
