import { access, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { emptyBundle, writeBundle } from '@/lib/store/bundle';
import {
  type BundleManifest,
  type BundleRow,
  type BundleTable,
  bundleTables,
  manifestSchemaOf,
} from '@/lib/store/bundle-format';
import { readOldManifest, verifyBundle } from '@/lib/store/bundle-manifest';
import { StoreError } from '@/lib/store/errors';
import { readLines } from '@/lib/store/json-lines';
import type { BundleContent } from '@/lib/store/records';

/** How a table of an older format becomes one of this format. */
export interface OldTable<Old, New> {
  file: string;
  row: z.ZodType<Old>;
  convert(row: Old): New;
}

/** An older format of bundles, and what becomes of it. */
export interface OldFormat {
  format: number;
  // What its rows were is its own business.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  tables: { [T in BundleTable]: OldTable<any, BundleRow<T>> };
}

/**
 * Converts a bundle of an older format, in its place or into another folder. The new one is written beside and takes its
 * place when it is whole; a run that was killed in between is mended by the next.
 * @param complete what is added once everything was read
 * @returns the new manifest; null where the bundle has this format already
 * @throws StoreError as reading and writing a bundle do
 */
export async function convertBundle(
  dir: string,
  out: string,
  old: OldFormat,
  complete: (content: BundleContent) => BundleContent = (content) => content,
): Promise<BundleManifest | null> {
  const [source, target] = [path.resolve(dir), path.resolve(out)];
  const [unfinished, before] = [`${target}.new`, `${target}.before`];
  if (!(await exists(target)) && (await exists(before))) await rename(before, target);
  const files = bundleTables.map((table) => old.tables[table].file);
  const manifest = await readOldManifest(source, manifestSchemaOf(old.format, files));
  if (manifest === null) return null;
  if (source !== target && (await exists(target)))
    throw new StoreError(`${out} exists already: name a folder that is not there yet.`);
  await verifyBundle(source, manifest);
  const content = emptyBundle();
  const fill = async <T extends BundleTable>(table: T) => {
    const { file, row, convert } = old.tables[table];
    const rows: BundleRow<T>[] = content[table];
    for await (const found of readLines(path.join(source, file), row)) rows.push(convert(found));
    const expected = manifest.files.find(({ name }) => name === file)?.rows;
    if (rows.length !== expected)
      throw new StoreError(
        `${path.join(dir, file)} has ${rows.length} rows, and the manifest says ${expected}.`,
      );
  };
  for (const table of bundleTables) await fill(table);
  await rm(unfinished, { recursive: true, force: true });
  const written = await writeBundle(unfinished, complete(content), manifest.createdBy);
  await rm(before, { recursive: true, force: true });
  if (source === target) await rename(target, before);
  await rename(unfinished, target);
  await rm(before, { recursive: true, force: true });
  return written;
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );
