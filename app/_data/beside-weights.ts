import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { rootOf } from '@/lib/imports';
import { log } from '@/lib/log';
import type { ModelRecord } from '@/lib/store/records';

/**
 * What was measured of a model and stands beside its weights; null where the file is missing, cannot be read, or is about other
 * weights than the store knows.
 */
export async function loadBesideWeights<T extends { contentHash: string }>(
  { id, path: folder, contentHash }: Pick<ModelRecord, 'id' | 'path' | 'contentHash'>,
  name: string,
  schema: z.ZodType<T>,
): Promise<T | null> {
  const root = rootOf(folder);
  const file = path.join(root, folder, name);
  if (!file.startsWith(root + path.sep)) return null;
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const found = schema.parse(JSON.parse(text));
    return found.contentHash === contentHash ? found : null;
  } catch (error) {
    log.error({ model: id, file: name, error }, 'what stands beside the weights cannot be read');
    return null;
  }
}
