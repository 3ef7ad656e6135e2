import type { Engine } from '@/lib/engine/engine';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Outcome } from '@/lib/words';
import { throughLens } from './lens';
import { predict } from './outcome';

/** How two vectors of a residual stream relate. */
export interface VectorComparison {
  /** Null where one of them is zero. */
  cosine: number | null;
  /** Length of the difference, the first less the second. */
  distance: number;
  /** What the logit lens reads off the difference; null where there is none. */
  lens: Outcome | null;
}

/** Compares two vectors (`[d_model]`). */
export async function compareVectors(
  engine: Engine,
  tokenizer: Tokenizer,
  first: Float32Array,
  second: Float32Array,
): Promise<VectorComparison> {
  const lengths = Math.hypot(...first) * Math.hypot(...second);
  const difference = first.map((x, i) => x - second[i]!);
  const distance = Math.hypot(...difference);
  const [lens = null] =
    distance === 0
      ? []
      : await throughLens(engine, [difference], (logits) => predict(logits).outcome(tokenizer));
  return {
    cosine: lengths === 0 ? null : first.reduce((sum, x, i) => sum + x * second[i]!, 0) / lengths,
    distance,
    lens,
  };
}
