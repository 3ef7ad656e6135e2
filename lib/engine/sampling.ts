import type { Random } from '@/lib/random';
import { argmax } from './logits';

/** How the next token is drawn. */
export interface Sampling {
  /** Logits are divided by this; 0 takes the most likely token. */
  temperature: number;
  /** Only this many of the most likely tokens can be drawn. */
  topK?: number;
  /** Only the most likely tokens that together have this probability can be drawn (Holtzman et al. 2020, arXiv 1904.09751). */
  topP?: number;
  /** The same seed gives the same tokens, whatever else is in the batch. */
  seed: number;
}

/** Throws an Error that names the setting that is out of range. */
export function checkSampling({ temperature, topK, topP, seed }: Sampling): void {
  if (!(temperature >= 0 && Number.isFinite(temperature)))
    throw new Error(`the temperature must be a number of at least 0, not ${temperature}`);
  if (topK !== undefined && !(Number.isInteger(topK) && topK > 0))
    throw new Error(`top-k must be a whole number of at least 1, not ${topK}`);
  if (topP !== undefined && !(topP > 0 && topP <= 1))
    throw new Error(`top-p must be above 0 and at most 1, not ${topP}`);
  if (!Number.isSafeInteger(seed)) throw new Error(`the seed must be a whole number, not ${seed}`);
}

/** Draws a token id from logits (`[vocab]`): temperature first, then top-k, then top-p. */
export function sampleToken(logits: Float32Array, sampling: Sampling, random: Random): number {
  const { temperature, topK, topP } = sampling;
  if (temperature === 0) return argmax(logits);
  const max = logits[argmax(logits)]!;
  const weightOf = (id: number) => Math.exp((logits[id]! - max) / temperature);
  if (topK === undefined && topP === undefined) return draw(logits.length, weightOf, (id) => id, random);
  const order = Uint32Array.from(logits, (_, id) => id).sort((a, b) => logits[b]! - logits[a]! || a - b);
  let count = Math.min(topK ?? order.length, order.length);
  if (topP !== undefined) {
    let total = 0;
    for (let i = 0; i < count; i++) total += weightOf(order[i]!);
    let mass = 0;
    let kept = 0;
    while (kept < count && mass < topP * total) mass += weightOf(order[kept++]!);
    count = Math.max(1, kept);
  }
  const at = (i: number) => order[i]!;
  return draw(count, (i) => weightOf(at(i)), at, random);
}

function draw(
  count: number,
  weight: (i: number) => number,
  id: (i: number) => number,
  random: Random,
): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += weight(i);
  let rest = random.uniform() * total;
  for (let i = 0; i < count; i++) {
    rest -= weight(i);
    if (rest < 0) return id(i);
  }
  return id(count - 1);
}
