import type { Rule } from '../task';
import { byNearest, vectorReader } from '../vector-reader';
import type { FeatureBody, FeatureTruth } from './body';
import { featureAnswer, firesOn, makesSay } from './wordings';

/** The word that the unembedding reads off the direction: what it makes the model say, or the token it fires on. */
const logitLens: Rule<FeatureBody, FeatureTruth> = {
  id: 'logit-lens',
  name: 'logit lens',
  meaning: 'The word that the target’s last norm and unembedding read off the direction.',
  sees: 'vector',
  learns: false,
  make: () => ({
    say: ({ body, lens = '' }) => (body.asks === 'output' ? makesSay([lens]) : firesOn(`“${lens.trim()}”`)),
  }),
};

const learned = {
  learn: byNearest,
  answerOf: featureAnswer,
  say: (_: unknown, answer: string | null) => answer ?? '',
};

export const FEATURE_RULES: readonly Rule<FeatureBody, FeatureTruth>[] = [
  logitLens,
  vectorReader({
    id: 'nearest-direction',
    name: 'nearest direction',
    meaning: 'The answer of the most similar training direction, over all layers.',
    keyOf: ({ asks }) => asks,
    ...learned,
  }),
  vectorReader({
    id: 'nearest-in-layer',
    name: 'nearest in its layer',
    meaning: 'The answer of the most similar training direction of the same site.',
    keyOf: ({ asks, site, layer }) => `${asks} ${site} ${layer}`,
    ...learned,
  }),
];
