import type { ModelConfig } from './config';

/** Added to attention scores of keys that may not be read; finite, so that no row can become NaN. */
const BLOCKED = -1e9;

export interface PositionTables {
  /** `[length, head_dim / 2]` */
  cos: Float32Array;
  sin: Float32Array;
  /** `[length, length]` */
  causal: Float32Array;
}

/**
 * Rotary angles and the causal mask for sequences of `length` tokens. Sequences are padded on the right, where the
 * causal mask already hides the padding from every real token.
 */
export function positionTables(
  config: Pick<ModelConfig, 'headDim' | 'ropeTheta'>,
  length: number,
): PositionTables {
  const half = config.headDim / 2;
  const cos = new Float32Array(length * half);
  const sin = new Float32Array(length * half);
  const causal = new Float32Array(length * length);
  for (let position = 0; position < length; position++) {
    for (let i = 0; i < half; i++) {
      const angle = position * config.ropeTheta ** (-i / half);
      cos[position * half + i] = Math.cos(angle);
      sin[position * half + i] = Math.sin(angle);
    }
    causal.fill(BLOCKED, position * length + position + 1, (position + 1) * length);
  }
  return { cos, sin, causal };
}
