import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The text whose letters are these ids. */
export const lettersOf = (ids: readonly number[]): string => ids.map((id) => LETTERS[id]).join('');

/** A tokenizer with a letter for each id; what is none of them is the first. */
export function lettersTokenizer(size: number): string {
  const bytes = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: true };
  return JSON.stringify({
    version: '1.0',
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: bytes,
    post_processor: null,
    decoder: bytes,
    model: {
      type: 'BPE',
      vocab: Object.fromEntries([...LETTERS.slice(0, size)].map((letter, id) => [letter, id])),
      merges: [],
      unk_token: LETTERS[0],
    },
  });
}

/** A folder of one of the families that PyTorch wrote (`test/fixtures/families`), with a tokenizer, as a reader would have it. */
export async function familyFolder(name: string, to: string): Promise<string> {
  const from = path.join('test', 'fixtures', 'families', name);
  await mkdir(to, { recursive: true });
  for (const file of ['config.json', 'model.safetensors'])
    await cp(path.join(from, file), path.join(to, file));
  await writeFile(path.join(to, 'tokenizer.json'), lettersTokenizer(40));
  return to;
}
