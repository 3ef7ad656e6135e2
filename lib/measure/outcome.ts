import { argmax, logSumExp } from '@/lib/engine/logits';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Outcome } from '@/lib/words';

/** How many of the most likely tokens an outcome keeps. */
const TOP = 5;

/** The next-token distribution of one row of logits. */
export interface Prediction {
  argmax: number;
  /** Log-probability (nats) of a token. */
  logProbability(id: number): number;
  /** The argmax and the `top` most likely tokens. */
  outcome(tokenizer: Tokenizer, top?: number): Outcome;
}

/** Reads a row of logits (`[vocab]`). */
export function predict(logits: Float32Array): Prediction {
  const total = logSumExp(logits);
  const best = argmax(logits);
  return {
    argmax: best,
    logProbability: (id) => logits[id]! - total,
    outcome(tokenizer, top = TOP) {
      const ids = topIds(logits, top);
      const pieces = ids.flatMap((id) => tokenizer.pieces([id]));
      return {
        output: pieces[0]!,
        top: ids.map((id, i) => ({ token: pieces[i]!, probability: round(Math.exp(logits[id]! - total)) })),
      };
    },
  };
}

/** The ids of the `count` largest logits, largest first; ties by id. */
export function topIds(logits: Float32Array, count: number): number[] {
  const best: number[] = [];
  for (let id = 0; id < logits.length; id++) {
    if (best.length === count && logits[id]! <= logits[best[count - 1]!]!) continue;
    let at = best.length;
    while (at > 0 && logits[best[at - 1]!]! < logits[id]!) at--;
    best.splice(at, 0, id);
    if (best.length > count) best.pop();
  }
  return best;
}

/** Five significant decimals are more than a page shows, and keep records small. */
export function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
