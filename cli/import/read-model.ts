import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';

import { checkTokenizer } from '@/lib/model/check-tokenizer';
import { checkWeights, type CheckedFile, type CheckedWeights } from '@/lib/model/check-weights';
import { parseConfig, type ModelConfig } from '@/lib/model/config';
import { WEIGHT_FILES } from '@/lib/model/checkpoint';
import { BadInput } from '../bad-input';

/** What of a model folder is taken beside its weights. Nothing else is: no code, no pickles. */
export const SMALL_FILES = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'generation_config.json',
  'chat_template.jinja',
] as const;

/** Larger ones are no such file. */
const MOST_SMALL_BYTES = 128 * 1024 * 1024;

/** A model folder that can be used as it is. */
export interface ReadModel extends CheckedWeights {
  config: ModelConfig;
  /** Names of all that is taken. */
  names: string[];
  /** Weights and small files with their hashes. */
  files: CheckedFile[];
}

/**
 * Checks a model folder from its first byte to its last.
 * @throws BadInput of one line that names the file, and what is wrong with it
 */
export async function readModelFolder(
  folder: string,
  onBytes?: (bytes: number, of: number) => void,
): Promise<ReadModel> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new BadInput(`there is no folder ${folder}`);
  const open = async (name: string): Promise<Blob | null> => {
    const file = path.join(folder, name);
    const at = await stat(file).catch(() => null);
    return at?.isFile() ? openAsBlob(file) : null;
  };
  try {
    const small = new Map<string, Buffer>();
    for (const name of [...SMALL_FILES, WEIGHT_FILES.index]) {
      const file = await open(name);
      if (!file) continue;
      if (file.size > MOST_SMALL_BYTES) throw new Error(`${name} has ${file.size} bytes, which is too large`);
      small.set(name, Buffer.from(await file.arrayBuffer()));
    }
    const text = (name: string) => small.get(name)?.toString();
    const configText = text('config.json');
    if (configText === undefined) throw new Error('there is no config.json');
    const config = parseConfig(configText);
    const tokenizer = text('tokenizer.json');
    if (tokenizer === undefined)
      throw new Error(
        'there is no tokenizer.json; transformers writes it with tokenizer.save_pretrained of a fast tokenizer',
      );
    checkTokenizer(config, tokenizer, text('tokenizer_config.json'));
    const weights = await checkWeights(config, open, () => createHash('sha256'), onBytes);
    // Beside the one file an index says nothing.
    if (weights.files.some(({ name }) => name === WEIGHT_FILES.single)) small.delete(WEIGHT_FILES.index);
    const others = [...small].map(([name, bytes]) => ({
      name,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }));
    const files = [...others, ...weights.files];
    return { ...weights, config, files, names: files.map(({ name }) => name) };
  } catch (cause) {
    throw new BadInput(`${folder} cannot be imported: ${(cause as Error).message}`, { cause });
  }
}
