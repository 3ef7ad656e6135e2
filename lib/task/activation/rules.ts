import type { Rule } from '../task';
import { byNearest, linearly, vectorReader } from '../vector-reader';
import type { ActivationBody, ActivationTruth } from './body';
import { activationAnswer } from './wordings';
import { ACTIVATION_RULE_WORDS } from './rule-words';

const logitLens: Rule<ActivationBody, ActivationTruth> = {
  id: 'logit-lens',
  ...ACTIVATION_RULE_WORDS['logit-lens'],
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
    ...ACTIVATION_RULE_WORDS['linear-probe'],
    learn: linearly,
    ...learned,
  }),
  vectorReader({
    id: 'nearest-vector',
    ...ACTIVATION_RULE_WORDS['nearest-vector'],
    learn: byNearest,
    ...learned,
  }),
];
