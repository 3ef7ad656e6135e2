import type { FeatureDetail } from '@/lib/measure/features/record';
import { claimIn } from './judge';
import { holdsOn, readPhrase, type FeatureText } from './phrase';

/** How well a phrase says where a feature fires, on the texts of its page; or why nothing tells. */
export type Simulated =
  | {
      kind: 'scored';
      /** Pearson correlation of whether the phrase holds with the activations, over all tokens: -1 to 1; 0 where it holds of none. */
      correlation: number;
      /** Tokens that the phrase holds of, of how many. */
      held: number;
      tokens: number;
    }
  | {
      kind: 'unknown';
      /** No phrase of the bank; or one whose concepts the texts do not carry. */
      why: 'no-phrase' | 'not-noted';
    };

/** The texts of a feature, each once: its exemplars and what was drawn of each quarter of its activations. */
export function textsOf({ top, samples }: Pick<FeatureDetail, 'top' | 'samples'>): FeatureText[] {
  const seen = new Set<string>();
  return [...top, ...samples.flat()].filter(({ tokens, activations }) => {
    const key = JSON.stringify([tokens, activations]);
    return seen.size < seen.add(key).size;
  });
}

/**
 * The simulator: a phrase predicts 1 for the tokens that it holds of and 0 for all others, and is held against the activations.
 * It reads the phrase alone, so that a label, what an explainer said and a reader's own words are scored alike.
 */
export function simulate(phrase: string, texts: readonly FeatureText[]): Simulated {
  const read = readPhrase(phrase);
  if (!read) return { kind: 'unknown', why: 'no-phrase' };
  // A feature that was imported may have come without texts.
  if (texts.length === 0) return { kind: 'unknown', why: 'not-noted' };
  const held: boolean[] = [];
  for (const text of texts) {
    const own = holdsOn(read, text);
    if (!own) return { kind: 'unknown', why: 'not-noted' };
    held.push(...own);
  }
  const activations = texts.flatMap((text) => text.activations);
  return {
    kind: 'scored',
    correlation: correlation(held.map(Number), activations),
    held: held.filter(Boolean).length,
    tokens: held.length,
  };
}

/** The phrase of an explanation of what a feature fires on, as it was said; null for any other. */
export function phraseOf(said: string): string | null {
  const claim = claimIn(said);
  return claim?.kind === 'input' ? claim.text : null;
}

/** Pearson correlation; 0 where one of the two is the same everywhere. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, ofA, ofB] = [0, 0, 0];
  a.forEach((value, i) => {
    const [x, y] = [value - meanA, b[i]! - meanB];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  });
  return ofA === 0 || ofB === 0 ? 0 : both / Math.sqrt(ofA * ofB);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
