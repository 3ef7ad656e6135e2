import { add, concat, mul, neg, split, sub, withGradient, type Value } from '@/lib/graph';

/** Cosine and sine of the angle by which each pair of elements is turned; broadcast against `[..., head_dim / 2]`. */
export interface RotaryAngles {
  cos: Value;
  sin: Value;
}

/**
 * Rotary position embedding (Su et al. 2021, arXiv 2104.09864) in the half-split layout of Hugging Face checkpoints.
 * Its gradient is the rotation by the opposite angle.
 */
export function rotate(x: Value, { cos, sin }: RotaryAngles): Value {
  return withGradient(rotation(x, cos, sin), { inputs: [x], vjp: (g) => [rotation(g, cos, neg(sin))] });
}

function rotation(x: Value, cos: Value, sin: Value): Value {
  const half = (x.shape.at(-1) as number) / 2;
  const [first, second] = split(x, -1, [half, half]) as [Value, Value];
  return concat([sub(mul(first, cos), mul(second, sin)), add(mul(second, cos), mul(first, sin))], -1);
}
