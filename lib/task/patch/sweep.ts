import type { Engine, SweptCells } from '@/lib/engine/engine';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Sweep, SweepCell } from '@/lib/task/patch/body';
import { alignTokens } from '@/lib/measure/align';
import { predict, round } from '@/lib/measure/outcome';
import { readText, residualVector } from '@/lib/measure/text';

/** Likely tokens kept for each cell: a map has many cells. */
const CELL_TOP = 3;

/** A sweep, and the vectors that were patched in. */
export interface MeasuredSweep {
  sweep: Sweep;
  /** `vectors[layer][position]`: the source's residual vector (`[d_model]`) patched there; null without counterpart. */
  vectors: (Float32Array | null)[][];
}

/**
 * Measures every patch of `text` by `source`: for each block of layers and each token with a counterpart, the residual
 * stream there is replaced by the source's, layer by layer, and the next token is read.
 *
 * @param block layers that are patched together; row k of the map is the block that begins at layer k
 * @param onPart is given the map as it is so far, each time that some of its cells are known; the others are null in it
 * @throws Error when a text is empty or too long, or the model has fewer layers than a block
 */
export async function sweep(
  engine: Engine,
  tokenizer: Tokenizer,
  text: string,
  source: string,
  { block = 1, onPart }: { block?: number; onPart?: ((map: Sweep) => void) | undefined } = {},
): Promise<MeasuredSweep> {
  const count = engine.info.layers + 1;
  if (!Number.isInteger(block) || block < 1 || block > count)
    throw new Error(`a block has 1 to ${count} layers, not ${block}`);
  const x = readText(engine, tokenizer, text);
  const s = readText(engine, tokenizer, source);
  const traced = await engine.trace([x.input, s.input], { hooks: ['resid'] });
  const resid = traced.resid!;
  const vocab = traced.last.shape[1]!;
  const original = predict(traced.last.data.subarray(0, vocab));
  const alignment = alignTokens(x.ids, s.ids);
  const vectors = Array.from({ length: count }, (_, layer) => layer).map((layer) =>
    alignment.map((j) => (j === null ? null : residualVector(resid, layer, 1, s.offset + j))),
  );
  const layers = Array.from({ length: count - block + 1 }, (_, first) => first);
  const aligned = alignment.flatMap((j, index) => (j === null ? [] : [index]));
  const cellOf = (logits: Float32Array): SweepCell => {
    const prediction = predict(logits);
    const effect = original.logProbability(original.argmax) - prediction.logProbability(original.argmax);
    return {
      ...prediction.outcome(tokenizer, CELL_TOP),
      changed: prediction.argmax !== original.argmax,
      effect: round(effect),
    };
  };
  const map: Sweep = {
    tokens: tokenizer.pieces(x.ids),
    sourceTokens: tokenizer.pieces(s.ids),
    alignment,
    layers,
    original: original.outcome(tokenizer),
    sourceOutcome: predict(traced.last.data.subarray(vocab, 2 * vocab)).outcome(tokenizer),
    cells: layers.map(() => alignment.map(() => null)),
  };
  /** The map with these cells as well. */
  const withCells = (known: Sweep, { cells: some, patched: { data } }: SweptCells): Sweep => {
    const cells = known.cells.map((row) => [...row]);
    layers.forEach((_, k) =>
      some.forEach((cell, c) => {
        const row = k * some.length + c;
        cells[k]![aligned[cell]!] = cellOf(data.subarray(row * vocab, (row + 1) * vocab));
      }),
    );
    return { ...known, cells };
  };
  if (aligned.length === 0) return { sweep: map, vectors };
  let soFar = map;
  const { patched } = await engine.sweep(
    x.input,
    {
      positions: aligned.map((index) => x.offset + index),
      vectors: vectors.map((row) => aligned.map((index) => row[index]!)),
      block,
    },
    onPart && ((some) => onPart((soFar = withCells(soFar, some)))),
  );
  return { sweep: withCells(map, { cells: [...aligned.keys()], patched }), vectors };
}
