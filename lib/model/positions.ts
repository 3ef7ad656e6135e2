import type { DType } from '@/lib/graph';
import type { ModelConfig } from './config';
import { INPUT } from './forward';

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
 * Rotary angles and the causal mask for sequences of `length` tokens. Sequences are padded on the right, where the
 * causal mask already hides the padding from every real token.
 */
export function positionFeeds(config: ModelConfig, length: number): PositionFeed[] {
  const mask = new Float32Array(length * length);
  for (let position = 0; position < length; position++)
    mask.fill(BLOCKED, position * length + position + 1, (position + 1) * length);
  const { cos, sin, half } = rotaryAngles(
    config,
    Array.from({ length }, (_, position) => position),
  );
  return [
    { name: INPUT.cos, kind: 'float32', data: cos, shape: [length, half] },
    { name: INPUT.sin, kind: 'float32', data: sin, shape: [length, half] },
    { name: INPUT.mask, kind: 'float32', data: mask, shape: [length, length] },
  ];
}

/**
 * What one token of each row needs when keys of earlier positions stand before it: row r reads the first `lengths[r]`
 * of the `prompt` keys that were laid out with padding on the right, and all `generated` keys after them, the last of
 * which is its own.
 */
export function decodeFeeds(
  config: ModelConfig,
  lengths: readonly number[],
  prompt: number,
  generated: number,
): PositionFeed[] {
  const batch = lengths.length;
  const keys = prompt + generated;
  const mask = new Float32Array(batch * keys);
  lengths.forEach((length, row) => mask.fill(BLOCKED, row * keys + length, row * keys + prompt));
  const { cos, sin, half } = rotaryAngles(
    config,
    lengths.map((length) => length + generated - 1),
  );
  return [
    { name: INPUT.cos, kind: 'float32', data: cos, shape: [batch, 1, 1, half] },
    { name: INPUT.sin, kind: 'float32', data: sin, shape: [batch, 1, 1, half] },
    { name: INPUT.mask, kind: 'float32', data: mask, shape: [batch, 1, 1, keys] },
  ];
}

/** Cosine and sine of the rotary angle of each position and frequency, `[position, head_dim / 2]`. */
function rotaryAngles(config: Pick<ModelConfig, 'headDim' | 'ropeTheta'>, positions: readonly number[]) {
  const half = config.headDim / 2;
  const cos = new Float32Array(positions.length * half);
  const sin = new Float32Array(positions.length * half);
  positions.forEach((position, row) => {
    for (let i = 0; i < half; i++) {
      const angle = position * config.ropeTheta ** (-i / half);
      cos[row * half + i] = Math.cos(angle);
      sin[row * half + i] = Math.sin(angle);
    }
  });
  return { cos, sin, half };
}
