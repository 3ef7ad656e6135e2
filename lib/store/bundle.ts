import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { makeFolder } from '@/lib/folder';
import { BundleCheck } from '@/lib/store/bundle-check';
import {
  BUNDLE_FORMAT,
  BUNDLE_TABLES,
  type BundleManifest,
  type BundleRow,
  type BundleTable,
  bundleTables,
  bundleVersion,
} from '@/lib/store/bundle-format';
import { readManifest, verifyBundle } from '@/lib/store/bundle-manifest';
import { issueLine } from '@/lib/schemas';
import { StoreError } from '@/lib/store/errors';
import { readLines, type Rows, writeLines } from '@/lib/store/json-lines';
import type { BundleContent } from '@/lib/store/records';

export { readManifest } from '@/lib/store/bundle-manifest';

/** The bundle that a checkout shows: `MIRRORSCOPE_BUNDLE`, or the one that it ships. */
export function bundleFolder(root: string): string {
  return process.env.MIRRORSCOPE_BUNDLE ?? path.join(root, 'data', 'bundle');
}

/** A bundle without rows, to be filled. */
export const emptyBundle = (): BundleContent => ({
  models: [],
  runs: [],
  runPoints: [],
  explainers: [],
  items: [],
  evaluations: [],
});

/** What a bundle is written from: lists, or streams of rows that are made while they are written. */
export type BundleSource = { [T in BundleTable]: Rows<BundleRow<T>> };

/**
 * Writes a bundle folder: the tables, then the manifest, so that a folder with a manifest is whole. The same content
 * makes the same bytes.
 * @throws StoreError when a row cannot be read back
 */
export async function writeBundle(
  dir: string,
  content: BundleSource,
  createdBy: string,
): Promise<BundleManifest> {
  await makeFolder(dir);
  await rm(path.join(dir, 'manifest.json'), { force: true });
  const check = new BundleCheck();
  const files: BundleManifest['files'] = [];
  for (const table of bundleTables) {
    const { file } = BUNDLE_TABLES[table];
    const written = await writeLines(path.join(dir, file), checkedRows(table, content[table], check));
    files.push({ name: file, ...written });
  }
  const kept = new Set<string>(files.map(({ name }) => name));
  for (const name of await readdir(dir))
    if (name.endsWith('.jsonl.br') && !kept.has(name)) await rm(path.join(dir, name));
  const manifest: BundleManifest = { format: BUNDLE_FORMAT, version: bundleVersion(files), createdBy, files };
  const unfinished = path.join(dir, 'manifest.json.new');
  await writeFile(unfinished, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(unfinished, path.join(dir, 'manifest.json'));
  return manifest;
}

/**
 * Rows of one table in their order, each checked, read as a stream. Tables are read in the order of a bundle, under one
 * `check`.
 * @throws StoreError that names file and line
 */
export async function* readRows<T extends BundleTable>(
  dir: string,
  manifest: BundleManifest,
  table: T,
  check: BundleCheck,
): AsyncGenerator<BundleRow<T>> {
  const file = path.join(dir, BUNDLE_TABLES[table].file);
  let rows = 0;
  for await (const row of readLines(file, schemaOf(table), (read) => check.check(table, read))) {
    rows++;
    yield row;
  }
  const expected = manifest.files.find(({ name }) => name === BUNDLE_TABLES[table].file)?.rows;
  if (rows !== expected) throw new StoreError(`${file} has ${rows} rows, and the manifest says ${expected}.`);
}

/** A whole bundle, checked. Throws StoreError. */
export async function readBundle(dir: string): Promise<{ manifest: BundleManifest; content: BundleContent }> {
  const manifest = await readManifest(dir);
  if (!manifest) throw new StoreError(`${dir} holds no bundle.`);
  await verifyBundle(dir, manifest);
  const content = emptyBundle();
  const check = new BundleCheck();
  const fill = async <T extends BundleTable>(table: T) => {
    const rows: BundleRow<T>[] = content[table];
    for await (const row of readRows(dir, manifest, table, check)) rows.push(row);
  };
  for (const table of bundleTables) await fill(table);
  return { manifest, content };
}

async function* checkedRows<T extends BundleTable>(table: T, rows: Rows<BundleRow<T>>, check: BundleCheck) {
  const schema = schemaOf(table);
  let index = 0;
  for await (const row of rows) {
    try {
      const parsed = schema.safeParse(row);
      if (!parsed.success) throw new Error(issueLine(parsed.error));
      yield check.check(table, parsed.data);
    } catch (error) {
      const { message } = error as Error;
      throw new StoreError(`Row ${index} of ${table} cannot go into a bundle: ${message}.`);
    }
    index++;
  }
}

const schemaOf = <T extends BundleTable>(table: T) =>
  BUNDLE_TABLES[table].row as unknown as z.ZodType<BundleRow<T>>;
