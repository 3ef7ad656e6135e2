import type { RuleWords } from '../rule-words';

/** What its simple readers are called, and what they do. */
export const PATCH_RULE_WORDS = {
  'logit-lens': {
    name: 'logit lens',
    meaning:
      'The word that the target’s last norm and unembedding read off the vector, held against the target’s true output.',
  },
  untrained: {
    name: 'untrained self',
    meaning:
      'What the untrained target says when the vector takes the place of the token’s embedding (SelfIE), held against its true output. At layer 0 that is the measurement itself.',
  },
  'linear-probe': {
    name: 'linear probe',
    meaning:
      'A linear map from the vector to the word that comes out, for each cell, held against the target’s true output.',
  },
  'nearest-vector': {
    name: 'nearest vector',
    meaning:
      'What came out of the most similar training vector of the same cell (by cosine), held against the target’s true output.',
  },
  'nearest-anywhere': {
    name: 'nearest vector anywhere',
    meaning:
      'What came out of the most similar training vector of all cells (by cosine), held against the target’s true output.',
  },
  'linear-probe-relation': {
    name: 'linear probe by relation',
    meaning:
      'A linear map from the vector to the word that comes out, for each kind of token and relation of the text over all layers, held against the target’s true output.',
  },
  composer: {
    name: 'probe and own recall',
    meaning:
      'A linear map reads which relation the vector holds; then what the target itself says of the text’s subject under that relation. At other tokens, the text oracle.',
  },
} as const satisfies Record<string, RuleWords>;
