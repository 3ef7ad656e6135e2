import { splitOf } from '@/lib/corpus/split';
import { featureKey, GOOD_LABEL, type FeatureDetail, type FoundFeature } from '@/lib/measure/features/record';
import type { LoadedModel, Measure, Measured } from '../measure';
import type { FeatureBody, FeatureTruth } from './body';

/**
 * Questions about the features of a target. What they fire on and what they make the model say was measured when they were found
 * (`lab sae`), over all of them at once.
 */
export const featureMeasure: Measure<FeatureBody, FeatureTruth, FeatureDetail> = {
  // Every feature there is.
  sizes: {
    train: { drawn: 100_000, kept: 100_000 },
    validation: { drawn: 100_000, kept: 100_000 },
    test: { drawn: 100_000, kept: 100_000 },
  },
  shard: 100_000,
  batch: 1000,

  async choose(_, target) {
    const sites = new Map(featuresOf(target).map(({ site, layer }) => [`${site}/${layer}`, true]));
    return [...sites.keys()].flatMap((cell) =>
      (['input', 'output'] as const).map((set) => ({ set, cell, even: 'answers' as const })),
    );
  },

  draw: ({ split }, target) =>
    featuresOf(target)
      .filter(({ cluster }) => splitOf(cluster) === split)
      .map(({ site, layer, latent, cluster, measured, detail }) => {
        const density = Number(detail.density?.toPrecision(4));
        const body = { site, layer, latent, cluster, density };
        const labelled = measured.label !== null && measured.label.score >= GOOD_LABEL;
        return [
          ...(labelled ? [{ ...body, asks: 'input' as const }] : []),
          { ...body, asks: 'output' as const },
        ];
      }),

  async measure(target, bodies) {
    const known = new Map(featuresOf(target).map((found) => [featureKey(found), found]));
    return bodies.map((body): Measured<FeatureTruth> | null => {
      const found = known.get(featureKey(body));
      if (!found) return null;
      const { label, output } = found.measured;
      return {
        truth: { label: body.asks === 'input' ? label : null, output },
        given: { ids: [], vector: found.vector },
      };
    });
  },

  async detail(target, body) {
    const known = new Map(featuresOf(target).map((one) => [featureKey(one), one]));
    const found = known.get(featureKey(body));
    if (!found) throw new Error(`the target has no feature ${featureKey(body)}`);
    const { detail, length, vector } = found;
    const neighbours = detail.neighbours.map((neighbour) => {
      const label = known.get(featureKey(neighbour))?.measured.label;
      return { ...neighbour, ...(label && { label: { phrase: label.phrase, score: label.score } }) };
    });
    return { detail: { ...detail, neighbours, length }, givenAt: () => ({ ids: [], vector }) };
  },

  detailKey: featureKey,

  // Samples of each quarter are as much as the strongest texts.
  browsed: (detail) => ({ ...detail, samples: [] }),
};

function featuresOf({ features }: LoadedModel): readonly FoundFeature[] {
  if (!features)
    throw new Error('this target has no features yet; find them with: npm run lab -- sae TARGET');
  return features;
}
