import type { Engine } from '@/lib/engine/engine';
import { argmax } from '@/lib/engine/logits';
import type { Tokenizer } from '@/lib/model/tokenizer';

/** Vectors that are read together. */
const BATCH = 256;

/**
 * Logit lens (nostalgebraist 2020): what the last norm and the unembedding make of each vector (`[d_model]`), as if it were the
 * output of the last block. Gives what `read` makes of each row of logits (`[vocab]`).
 */
export async function throughLens<T>(
  engine: Engine,
  vectors: readonly Float32Array[],
  read: (logits: Float32Array) => T,
): Promise<T[]> {
  const { layers, vocab, bosId } = engine.info;
  const found: T[] = [];
  for (let from = 0; from < vectors.length; from += BATCH) {
    const some = vectors.slice(from, from + BATCH);
    // Nothing else is read there, so that any text does.
    const { last } = await engine.intervene(
      some.map(() => [bosId ?? 0]),
      some.map((vector, row) => ({ row, layers: [layers], position: 0, vector })),
    );
    some.forEach((_, row) => found.push(read(last.data.subarray(row * vocab, (row + 1) * vocab))));
  }
  return found;
}

/** The token that a lens reads off each vector. Display form, leading space kept. */
export const lensWords = (
  engine: Engine,
  tokenizer: Tokenizer,
  vectors: readonly Float32Array[],
): Promise<string[]> => throughLens(engine, vectors, (logits) => tokenizer.pieces([argmax(logits)])[0] ?? '');
