import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import {
  BUNDLE_FORMAT,
  type BundleManifest,
  bundleVersion,
  type Manifest,
  manifestSchema,
} from '@/lib/store/bundle-format';
import { issueLine } from '@/lib/schemas';
import { StoreError } from '@/lib/store/errors';

const fileOf = (dir: string) => path.join(dir, 'manifest.json');

/** The manifest of a bundle folder, or null where there is none. Throws StoreError when this version cannot read it. */
export async function readManifest(dir: string): Promise<BundleManifest | null> {
  const raw = await readRaw(dir);
  if (raw === null) return null;
  const format = formatOf(raw);
  if (format !== null && format < BUNDLE_FORMAT)
    throw new StoreError(
      `${fileOf(dir)} has bundle format ${format}, and this version reads format ${BUNDLE_FORMAT}: convert it with \`npm run lab -- convert-bundle ${dir}\`.`,
    );
  if (format !== null && format > BUNDLE_FORMAT)
    throw new StoreError(
      `${fileOf(dir)} has bundle format ${format}, and this version reads up to ${BUNDLE_FORMAT}: update Mirrorscope.`,
    );
  return parse(dir, raw, manifestSchema);
}

/** The manifest of a bundle of an older format, or null where the folder holds one of this format. Throws StoreError. */
export async function readOldManifest<M extends Manifest>(
  dir: string,
  schema: z.ZodType<M>,
): Promise<M | null> {
  const raw = await readRaw(dir);
  if (raw === null) throw new StoreError(`${dir} holds no bundle.`);
  return formatOf(raw) === BUNDLE_FORMAT ? null : parse(dir, raw, schema);
}

async function readRaw(dir: string): Promise<unknown> {
  const file = fileOf(dir);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new StoreError(`${file} cannot be read (${error.code}).`);
  });
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    throw new StoreError(`${file} is not JSON: restore the bundle from the repository.`);
  }
}

function formatOf(raw: unknown): number | null {
  const format = typeof raw === 'object' && raw !== null && 'format' in raw ? raw.format : null;
  return typeof format === 'number' ? format : null;
}

function parse<M>(dir: string, raw: unknown, schema: z.ZodType<M>): M {
  const parsed = schema.safeParse(raw);
  if (!parsed.success)
    throw new StoreError(`${fileOf(dir)} is not a valid bundle manifest: ${issueLine(parsed.error)}.`);
  return parsed.data;
}

/** Checks every file against the manifest. Throws StoreError that names the first one that differs. */
export async function verifyBundle(dir: string, manifest: Manifest): Promise<void> {
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
    throw new StoreError(`${fileOf(dir)} is corrupt: its version is not that of its files.`);
}
