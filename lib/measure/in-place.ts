import type { Engine } from '@/lib/engine/engine';
import { argmax } from '@/lib/engine/logits';
import type { Tokenizer } from '@/lib/model/tokenizer';

/** A text in which a vector stands for a token. */
export interface InPlace {
  /** Token ids without special tokens. */
  ids: readonly number[];
  position: number;
  /** `[d_model]` */
  vector: Float32Array;
}

/** Texts that are read together. */
const BATCH = 256;

/**
 * What an untrained model says to texts in which a vector takes the place of a token's embedding, at the length of that
 * embedding, as if it were the token (SelfIE, Chen et al. 2024, arXiv 2403.10949). Display form, leading space kept.
 */
export async function wordsInPlace(
  engine: Engine,
  tokenizer: Tokenizer,
  texts: readonly InPlace[],
): Promise<string[]> {
  const { bosId, dModel, vocab } = engine.info;
  const first = bosId === null ? [] : [bosId];
  const words: string[] = [];
  for (let from = 0; from < texts.length; from += BATCH) {
    const some = texts.slice(from, from + BATCH);
    const ids = some.map((text) => [...first, ...text.ids]);
    const { resid } = await engine.trace(ids, { hooks: ['resid'] });
    const length = resid!.shape[2]!;
    const edits = some.map(({ position, vector }, row) => {
      const at = (row * length + first.length + position) * dModel;
      const scale = Math.hypot(...resid!.data.subarray(at, at + dModel)) / (Math.hypot(...vector) || 1);
      return { row, layers: [0], position: first.length + position, vector: vector.map((x) => x * scale) };
    });
    const { last } = await engine.intervene(ids, edits);
    some.forEach((_, row) =>
      words.push(tokenizer.pieces([argmax(last.data.subarray(row * vocab, (row + 1) * vocab))])[0] ?? ''),
    );
  }
  return words;
}
