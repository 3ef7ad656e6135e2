import type { Rule } from '../task';
import { byNearest, vectorReader } from '../vector-reader';
import type { FeatureBody, FeatureTruth } from './body';
import { featureAnswer, firesOn, makesSay } from './wordings';
import { FEATURE_RULE_WORDS } from './rule-words';

/** The word that the unembedding reads off the direction: what it makes the model say, or the token it fires on. */
const logitLens: Rule<FeatureBody, FeatureTruth> = {
  id: 'logit-lens',
  ...FEATURE_RULE_WORDS['logit-lens'],
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
    ...FEATURE_RULE_WORDS['nearest-direction'],
    keyOf: ({ asks }) => asks,
    ...learned,
  }),
  vectorReader({
    id: 'nearest-in-layer',
    ...FEATURE_RULE_WORDS['nearest-in-layer'],
    keyOf: ({ asks, site, layer }) => `${asks} ${site} ${layer}`,
    ...learned,
  }),
];
