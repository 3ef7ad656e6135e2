import { WEIGHT_FILES } from '@/lib/model/checkpoint';
import { wholeWeights } from '@/lib/model/thin';

/** Reads a file of a folder by name; null when there is none. */
type Reader = (name: string) => Promise<Uint8Array | null>;

/** Weights of a folder that leaves out what its base has; in place of `model.safetensors`. */
export const THIN_FILE = 'model.thin.safetensors';

/** Other files that such a folder leaves to its base. */
export const SHARED_FILES: readonly string[] = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

/**
 * Reads a folder that holds only what differs from its base as the whole model that both make. Of a folder that is whole,
 * nothing of the base is read.
 *
 * @throws Error where the thin weights are not of this base
 */
export function wholeFolder(read: Reader, readBase: Reader): Reader {
  return async (name) => {
    const own = await read(name);
    if (own) return own;
    if (SHARED_FILES.includes(name)) return readBase(name);
    if (name !== WEIGHT_FILES.single) return null;
    const [thin, base] = [await read(THIN_FILE), await readBase(WEIGHT_FILES.single)];
    if (!thin) return null;
    if (!base) throw new Error(`the base, of which ${THIN_FILE} leaves parts out, has no ${name}`);
    return wholeWeights(thin, base);
  };
}
