import type { Engine } from '@/lib/engine/engine';
import type { Tokenizer } from '@/lib/model/tokenizer';

/** A text as the target reads it. Positions of questions count the tokens of the text, without the first special one. */
export interface ReadText {
  text: string;
  /** Ids of the text itself. */
  ids: number[];
  /** What is fed to the model: what the tokenizer puts before every text, and the text. */
  input: number[];
  /** Index of the text's first token in `input`. */
  offset: number;
}

/** Tokenizes a text for a target. Throws an Error when it is empty or longer than the model reads. */
export function readText(engine: Engine, tokenizer: Tokenizer, text: string): ReadText {
  const ids = tokenizer.encode(text);
  if (ids.length === 0) throw new Error('the text has no tokens: write at least one word');
  const { maxPositions } = engine.info;
  const input = [...tokenizer.prefix, ...ids];
  if (input.length > maxPositions) {
    throw new Error(
      `the text has ${ids.length} tokens; ${maxPositions - (input.length - ids.length)} fit the model`,
    );
  }
  return { text, ids, input, offset: input.length - ids.length };
}

/** Index of the token of a text that ends at character `end`, which must end a word. */
export const lastTokenBefore = (tokenizer: Tokenizer, text: string, end: number): number =>
  tokenizer.encode(text.slice(0, end)).length - 1;

/** The residual vector (`[d_model]`) of one token from a trace of `resid` (`[layers + 1, batch, position, d_model]`). */
export function residualVector(
  resid: { data: Float32Array; shape: readonly number[] },
  layer: number,
  row: number,
  position: number,
): Float32Array {
  const [, batch, length, width] = resid.shape as [number, number, number, number];
  const from = ((layer * batch + row) * length + position) * width;
  return resid.data.slice(from, from + width);
}

/** Mean of vectors of equal length: what stands for a block of layers in a prompt. */
export function meanVector(vectors: readonly Float32Array[]): Float32Array {
  const first = vectors[0];
  if (!first) throw new Error('no vectors to average');
  const mean = new Float32Array(first.length);
  for (const vector of vectors) vector.forEach((x, i) => (mean[i]! += x / vectors.length));
  return vectors.length === 1 ? first : mean;
}
