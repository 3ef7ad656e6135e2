import { Random } from '@/lib/random';
import { simulate } from './simulator';
import type { FeatureText } from './phrase';

/** Features that one is picked out of, itself among them: who reads nothing is right in one of so many. */
export const LINE_UP = 5;

/**
 * A question among others, to be picked out: which others, and in which order, follows from its id alone.
 *
 * @param others ids of questions about other features of its site, in any order
 * @returns `LINE_UP` ids, the question's own among them; fewer where there are not as many others
 */
export function lineUp(id: string, others: readonly string[]): string[] {
  const random = Random.stream(0, 'line-up', id);
  const distractors = random.shuffle([...others].sort()).slice(0, LINE_UP - 1);
  return random.shuffle([id, ...distractors]);
}

/** Where a phrase puts the feature that it was said of, among those of a line-up. */
export interface Picked {
  /** 1 where no other goes with the phrase as well; of several that go with it equally, or not at all, the middle of their places. */
  rank: number;
  /** How well the phrase goes with each, in the order of the line-up. */
  fits: number[];
}

/**
 * Ranks the features of a line-up by how well a phrase says where each fires; null where the simulator cannot read it.
 *
 * @param cards texts of each
 * @param own index of the feature that the phrase was said of
 */
export function pick(phrase: string, cards: readonly (readonly FeatureText[])[], own: number): Picked | null {
  const fits: number[] = [];
  for (const texts of cards) {
    const score = simulate(phrase, texts);
    if (score.kind === 'unknown') return null;
    fits.push(score.correlation);
  }
  // A phrase that goes with none picks none: how badly it misses each is no sign.
  const gains = fits.map((fit) => Math.max(0, fit));
  const better = gains.filter((gain) => gain > gains[own]!).length;
  const equal = gains.filter((gain, i) => i !== own && gain === gains[own]).length;
  return { rank: 1 + better + equal / 2, fits };
}
