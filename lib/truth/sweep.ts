import type { Edit, Engine } from '@/lib/engine/engine';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Sweep, SweepCell } from '@/lib/question/types';
import { alignTokens } from './align';
import { predict, round } from './outcome';
import { readText, residualVector } from './text';

/** Likely tokens kept for each cell: a map has many cells. */
const CELL_TOP = 3;

/** A sweep, and the vectors that were patched in. */
export interface MeasuredSweep {
  sweep: Sweep;
  /** `vectors[layer][position]`: the source's residual vector (`[d_model]`) patched there; null without counterpart. */
  vectors: (Float32Array | null)[][];
}

/**
 * Measures every single-layer patch of `text` by `source`: for each layer and each token with a counterpart, the
 * residual stream there is replaced by the source's, and the next token is read. Two forward passes and one batch.
 *
 * Throws an Error when a text is empty or too long.
 */
export async function sweep(
  engine: Engine,
  tokenizer: Tokenizer,
  text: string,
  source: string,
): Promise<MeasuredSweep> {
  const x = readText(engine, tokenizer, text);
  const s = readText(engine, tokenizer, source);
  const traced = await engine.trace([x.input, s.input], { hooks: ['resid'] });
  const resid = traced.resid!;
  const vocab = traced.last.shape[1]!;
  const original = predict(traced.last.data.subarray(0, vocab));
  const alignment = alignTokens(x.ids, s.ids);
  const layers = Array.from({ length: engine.info.layers + 1 }, (_, layer) => layer);

  const vectors = layers.map((layer) =>
    alignment.map((j) => (j === null ? null : residualVector(resid, layer, 1, s.offset + j))),
  );
  const edits: Edit[] = [];
  vectors.forEach((row, layer) =>
    row.forEach((vector, position) => {
      if (vector) edits.push({ row: edits.length, layers: [layer], position: x.offset + position, vector });
    }),
  );
  const patched = await engine.intervene(
    edits.map(() => x.input),
    edits,
  );

  let row = 0;
  const cells = vectors.map((columns) =>
    columns.map((vector): SweepCell | null => {
      if (!vector) return null;
      const logits = patched.last.data.subarray(row * vocab, (row + 1) * vocab);
      row++;
      const prediction = predict(logits);
      const effect = original.logProbability(original.argmax) - prediction.logProbability(original.argmax);
      return {
        ...prediction.outcome(tokenizer, CELL_TOP),
        changed: prediction.argmax !== original.argmax,
        effect: round(effect),
      };
    }),
  );
  return {
    sweep: {
      tokens: tokenizer.pieces(x.ids),
      sourceTokens: tokenizer.pieces(s.ids),
      alignment,
      layers,
      original: original.outcome(tokenizer),
      sourceOutcome: predict(traced.last.data.subarray(vocab, 2 * vocab)).outcome(tokenizer),
      cells,
    },
    vectors,
  };
}
