import type { Rule } from '../task';
import { byNearest, linearly, vectorReader } from '../vector-reader';
import type { ActivationBody, ActivationTruth } from './body';
import { activationAnswer } from './wordings';

const logitLens: Rule<ActivationBody, ActivationTruth> = {
  id: 'logit-lens',
  name: 'logit lens',
  meaning: 'The word that the target’s last norm and unembedding read off the vector.',
  sees: 'vector',
  learns: false,
  make: () => ({
    say: ({ truth: { before }, lens = '' }) =>
      activationAnswer({ answer: lens, before: before === null ? null : lens }),
  }),
};

const cellOf = ({ asks, layer, positionType, relation }: ActivationBody): string =>
  [asks, layer, positionType, ...(asks === 'attribute' ? [relation] : [])].join('/');

const learned = {
  keyOf: cellOf,
  answerOf: activationAnswer,
  say: (_: unknown, answer: string | null) => answer ?? '',
};

export const ACTIVATION_RULES: readonly Rule<ActivationBody, ActivationTruth>[] = [
  logitLens,
  vectorReader({
    id: 'linear-probe',
    name: 'linear probe',
    meaning: 'A linear map from the vector to the answer, for each layer, kind of token and attribute.',
    learn: linearly,
    ...learned,
  }),
  vectorReader({
    id: 'nearest-vector',
    name: 'nearest vector',
    meaning: 'The answer of the most similar training vector of the same layer, kind of token and attribute.',
    learn: byNearest,
    ...learned,
  }),
];
