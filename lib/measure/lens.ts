import type { Engine } from '@/lib/engine/engine';
import { argmax } from '@/lib/engine/logits';
import type { Tokenizer } from '@/lib/model/tokenizer';

/** Vectors that are read together. */
const BATCH = 256;

/**
 * Logit lens (nostalgebraist 2020): the token that the last norm and the unembedding read off each vector (`[d_model]`), as if it
 * were the output of the last block. Display form, leading space kept.
 */
export async function lensWords(
  engine: Engine,
  tokenizer: Tokenizer,
  vectors: readonly Float32Array[],
): Promise<string[]> {
  const { layers, vocab, bosId } = engine.info;
  const words: string[] = [];
  for (let from = 0; from < vectors.length; from += BATCH) {
    const some = vectors.slice(from, from + BATCH);
    // What stands in the place of the last block's output is all that is read there: any text does.
    const { last } = await engine.intervene(
      some.map(() => [bosId ?? 0]),
      some.map((vector, row) => ({ row, layers: [layers], position: 0, vector })),
    );
    some.forEach((_, row) => {
      const best = argmax(last.data.subarray(row * vocab, (row + 1) * vocab));
      words.push(tokenizer.pieces([best])[0] ?? '');
    });
  }
  return words;
}
