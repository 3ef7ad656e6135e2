import type { RuleWords } from '../rule-words';

/** What its simple readers are called, and what they do. */
export const FEATURE_RULE_WORDS = {
  'logit-lens': {
    name: 'logit lens',
    meaning: 'The word that the target’s last norm and unembedding read off the direction.',
  },
  'nearest-direction': {
    name: 'nearest direction',
    meaning: 'The answer of the most similar training direction, over all layers.',
  },
  'nearest-in-layer': {
    name: 'nearest in its layer',
    meaning: 'The answer of the most similar training direction of the same site.',
  },
} as const satisfies Record<string, RuleWords>;
