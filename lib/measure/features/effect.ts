import type { Engine } from '@/lib/engine/engine';
import { logSumExp } from '@/lib/engine/logits';
import { topIds } from '../outcome';

/** A direction in the residual stream after a layer, and how far along it the stream is moved. */
export interface Steering {
  /** 0 the embedding, k the output of block k: where the direction is added. */
  layer: number;
  /** `[d_model]`, already as long as what is added. */
  vector: Float32Array;
}

/** A token, and by how much its log-probability rises, in nats, on average over the prompts. */
export interface Rise {
  id: number;
  rise: number;
}

/** Rows that are run together. */
const ROWS = 256;

/**
 * What adding a direction makes a model say: the tokens whose log-probability rises most when it is added at the last token of some
 * prompts, on average over them (Gur-Arieh et al. 2025, arXiv 2501.08319, output-centric descriptions). For each direction the `top`
 * tokens, largest rise first.
 *
 * @param prompts token ids, each with its first special token
 */
export async function outputEffects(
  engine: Engine,
  prompts: readonly (readonly number[])[],
  steerings: readonly Steering[],
  top = 3,
  onProgress: (done: number) => void = () => undefined,
): Promise<Rise[][]> {
  const { vocab } = engine.info;
  const rows = prompts.map((prompt) => [...prompt]);
  const plain = await logProbabilities(engine, rows, []);
  const together = Math.max(1, Math.floor(ROWS / rows.length));
  const found: Rise[][] = [];
  for (let from = 0; from < steerings.length; from += together) {
    const some = steerings.slice(from, from + together);
    const steered = await logProbabilities(
      engine,
      some.flatMap(() => rows),
      some.flatMap(({ layer, vector }, s) =>
        rows.map((row, r) => ({
          row: s * rows.length + r,
          layers: [layer],
          position: row.length - 1,
          vector,
          kind: 'add' as const,
        })),
      ),
    );
    some.forEach((_, s) => {
      const rise = new Float32Array(vocab);
      for (let r = 0; r < rows.length; r++)
        for (let id = 0; id < vocab; id++)
          rise[id]! += (steered[(s * rows.length + r) * vocab + id]! - plain[r * vocab + id]!) / rows.length;
      found.push(topIds(rise, top).map((id) => ({ id, rise: rise[id]! })));
    });
    onProgress(Math.min(steerings.length, from + together));
  }
  return found;
}

/** Log-probabilities (nats) of the next token of each row, `[rows, vocab]`. */
async function logProbabilities(
  engine: Engine,
  rows: number[][],
  edits: Parameters<Engine['intervene']>[1],
): Promise<Float32Array> {
  const { last } = await engine.intervene(rows, edits);
  const { vocab } = engine.info;
  const all = Float32Array.from(last.data);
  for (let row = 0; row < rows.length; row++) {
    const own = all.subarray(row * vocab, (row + 1) * vocab);
    const total = logSumExp(own);
    for (let id = 0; id < vocab; id++) own[id]! -= total;
  }
  return all;
}
