import type { RuleWords } from '../rule-words';

/** What its simple readers are called, and what they do. */
export const ACTIVATION_RULE_WORDS = {
  'logit-lens': {
    name: 'logit lens',
    meaning: 'The word that the target’s last norm and unembedding read off the vector.',
  },
  'linear-probe': {
    name: 'linear probe',
    meaning: 'A linear map from the vector to the answer, for each layer, kind of token and attribute.',
  },
  'nearest-vector': {
    name: 'nearest vector',
    meaning: 'The answer of the most similar training vector of the same layer, kind of token and attribute.',
  },
} as const satisfies Record<string, RuleWords>;
