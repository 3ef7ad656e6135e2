import type { DType } from '@/lib/graph';
import type { ModelConfig } from './model-config';
import { INPUT } from './inputs';
import { rotaryFrequencies } from './rope';

/** Added to attention scores of keys that may not be read; finite, so that no row can become NaN. */
export const BLOCKED = -1e9;

/** What to feed to one of the inputs of `declareInputs`. */
export interface PositionFeed {
  name: string;
  kind: DType;
  data: Float32Array | BigInt64Array;
  shape: number[];
}

/**
 * Positions and the causal mask for sequences of `length` tokens. Sequences are padded on the right, where the causal
 * mask already hides the padding from every real token.
 */
export function positionFeeds(config: ModelConfig, length: number): PositionFeed[] {
  const mask = new Float32Array(length * length);
  for (let position = 0; position < length; position++)
    mask.fill(BLOCKED, position * length + position + 1, (position + 1) * length);
  const positions = Array.from({ length }, (_, position) => position);
  return [
    ...placeFeeds(config, positions, { angles: [length], indices: [length] }),
    { name: INPUT.mask, kind: 'float32', data: mask, shape: [length, length] },
  ];
}

/**
 * What a batch of prompts needs that is read with room for what will be written: as {@link positionFeeds}, for each
 * row, after one key that nobody reads. (An empty past has no keys, and not every provider takes an empty tensor.)
 */
export function promptFeeds(config: ModelConfig, batch: number, length: number): PositionFeed[] {
  const keys = 1 + length;
  const mask = new Float32Array(batch * length * keys);
  for (let i = 0; i < batch * length; i++) {
    const own = mask.subarray(i * keys, (i + 1) * keys);
    own[0] = BLOCKED;
    own.fill(BLOCKED, 2 + (i % length));
  }
  const positions = Array.from({ length: batch * length }, (_, i) => i % length);
  return [
    ...placeFeeds(config, positions, { angles: [batch, 1, length], indices: [batch, length] }),
    { name: INPUT.mask, kind: 'float32', data: mask, shape: [batch, 1, length, keys] },
  ];
}

/**
 * What one token of each row needs after a prompt read with {@link promptFeeds}: row r reads the first `lengths[r]` of
 * the `prompt` keys that were laid out with padding on the right, and all `generated` keys after them, the last of
 * which is its own.
 */
export function decodeFeeds(
  config: ModelConfig,
  lengths: readonly number[],
  prompt: number,
  generated: number,
): PositionFeed[] {
  const batch = lengths.length;
  const keys = 1 + prompt + generated;
  const mask = new Float32Array(batch * keys);
  lengths.forEach((length, row) => {
    const own = mask.subarray(row * keys, (row + 1) * keys);
    own[0] = BLOCKED;
    own.fill(BLOCKED, 1 + length, 1 + prompt);
  });
  const positions = lengths.map((length) => length + generated - 1);
  return [
    ...placeFeeds(config, positions, { angles: [batch, 1, 1], indices: [batch, 1] }),
    { name: INPUT.mask, kind: 'float32', data: mask, shape: [batch, 1, 1, keys] },
  ];
}

/** What `length` tokens need that follow `past` others whose keys stand before theirs, in every row alike. */
export function continuedFeeds(config: ModelConfig, past: number, length: number): PositionFeed[] {
  const keys = past + length;
  const mask = new Float32Array(length * keys);
  for (let i = 0; i < length; i++) mask.fill(BLOCKED, i * keys + past + i + 1, (i + 1) * keys);
  const positions = Array.from({ length }, (_, i) => past + i);
  return [
    ...placeFeeds(config, positions, { angles: [1, 1, length], indices: [1, length] }),
    { name: INPUT.mask, kind: 'float32', data: mask, shape: [1, 1, length, keys] },
  ];
}

/** Rotary angles of each position, or its index where positions are learned. */
function placeFeeds(
  { rope, headDim }: ModelConfig,
  positions: readonly number[],
  shapes: { angles: number[]; indices: number[] },
): PositionFeed[] {
  if (!rope) {
    const data = BigInt64Array.from(positions, BigInt);
    return [{ name: INPUT.positions, kind: 'int64', data, shape: shapes.indices }];
  }
  const frequencies = rotaryFrequencies(rope, headDim);
  const angles = positions.flatMap((position) => frequencies.map((frequency) => position * frequency));
  const shape = [...shapes.angles, frequencies.length];
  return [
    { name: INPUT.cos, kind: 'float32', data: Float32Array.from(angles, Math.cos), shape },
    { name: INPUT.sin, kind: 'float32', data: Float32Array.from(angles, Math.sin), shape },
  ];
}
