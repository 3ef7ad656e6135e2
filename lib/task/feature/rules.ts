import { nearest } from '@/lib/measure/nearest';
import type { Posed, Rule } from '../task';
import type { FeatureBody, FeatureTruth } from './body';
import { featureAnswer, firesOn, makesSay } from './wordings';

type Item = Posed<FeatureBody, FeatureTruth>;

/** The word that the unembedding reads off the direction: what it makes the model say, or the token it fires on. */
const logitLens: Rule<FeatureBody, FeatureTruth> = {
  id: 'logit-lens',
  name: 'logit lens',
  meaning: 'The word that the target’s last norm and unembedding read off the direction.',
  sees: 'vector',
  make: () => ({
    say: ({ body, lens = '' }) => (body.asks === 'output' ? makesSay([lens]) : firesOn(`“${lens.trim()}”`)),
  }),
};

/** The answer of the most similar training direction, of all layers or of its own. */
function neighbour(
  id: string,
  name: string,
  meaning: string,
  keyOf: (item: Item) => string,
): Rule<FeatureBody, FeatureTruth> {
  return {
    id,
    name,
    meaning,
    sees: 'training-answers',
    make(training) {
      const by = new Map<string, Item[]>();
      for (const item of training) by.set(keyOf(item), [...(by.get(keyOf(item)) ?? []), item]);
      const found = new Map(
        [...by].map(([key, items]) => [key, { items, find: nearest(items.map(directionOf)) }] as const),
      );
      return {
        say(item) {
          const own = found.get(keyOf(item));
          return own ? featureAnswer(own.items[own.find(directionOf(item))]!.truth) : '';
        },
      };
    },
  };
}

function directionOf({ given }: Item): Float32Array {
  if (!given?.vector) throw new Error('this reader needs the direction of the feature');
  return given.vector;
}

export const FEATURE_RULES: readonly Rule<FeatureBody, FeatureTruth>[] = [
  logitLens,
  neighbour(
    'nearest-direction',
    'nearest direction',
    'The answer of the most similar training direction, over all layers.',
    ({ body }) => body.asks,
  ),
  neighbour(
    'nearest-in-layer',
    'nearest in its layer',
    'The answer of the most similar training direction of the same site.',
    ({ body }) => `${body.asks} ${body.site} ${body.layer}`,
  ),
];
