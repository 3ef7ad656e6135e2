import { featureKey, type FeatureDetail } from '@/lib/measure/features/record';
import type { Item } from '@/lib/store/records';
import type { FeatureAsks, FeatureBody, FeatureTruth } from '@/lib/task/feature/body';
import { isGood, tokenWords } from './words';

export type FeatureItem = Item<FeatureBody, FeatureTruth>;

/** A feature whose direction is like that of another. */
export interface Neighbour {
  place: FeatureDetail['neighbours'][number];
  /** A question about it that the store holds; null where there is none. */
  question: FeatureItem | null;
  /** What is known of it; null where nothing is. */
  known: { kind: 'label' | 'tokens'; words: string } | null;
}

/** The nearest features, each with what is known of it. Of two questions about one, that of the same kind is taken. */
export function nearestOf(
  { neighbours }: Pick<FeatureDetail, 'neighbours'>,
  asks: FeatureAsks,
  related: readonly FeatureItem[],
): Neighbour[] {
  return neighbours.map((place) => {
    const about = related.filter(({ body }) => featureKey(body) === featureKey(place));
    const question = about.find(({ body }) => body.asks === asks) ?? about[0] ?? null;
    const label = place.label ?? about.find(({ truth }) => truth.label)?.truth.label;
    const known = isGood(label)
      ? { kind: 'label' as const, words: label!.phrase }
      : about[0]
        ? { kind: 'tokens' as const, words: tokenWords(about[0].truth) }
        : null;
    return { place, question, known };
  });
}

/** The other question about the same feature, where the store holds it. */
export const otherQuestion = (body: FeatureBody, related: readonly FeatureItem[]): FeatureItem | null =>
  related.find((item) => featureKey(item.body) === featureKey(body) && item.body.asks !== body.asks) ?? null;
