import type { ActivationAsks, ActivationTruth } from './body';

/** Wordings of a question about a vector. `{v}` is the continuous token, `{question}` what is asked of it. */
export const ACTIVATION_WORDINGS: readonly string[] = [
  'At layer {layer}, {v} holds something. {question}',
  '{v} was read at layer {layer}. {question}',
  'The vector at layer {layer} is {v}. {question}',
  'This stands at layer {layer}: {v}. {question}',
  'Look at {v} of layer {layer}. {question}',
];

const QUESTIONS: Readonly<Record<ActivationAsks, (relation: string) => string>> = {
  object: () => 'What will the model say?',
  attribute: (relation) => `Which ${relation} does it hold?`,
  change: () => 'What does it change?',
};

export const activationQuestion = (asks: ActivationAsks, relation: string): string =>
  QUESTIONS[asks](relation);

/** The explanation that is right: a word, or what becomes of one. */
export const activationAnswer = ({ answer, before }: ActivationTruth): string =>
  before === null
    ? `It is <<<${answer.trim()}>>>.`
    : `It changes <<<${before.trim()}>>> to <<<${answer.trim()}>>>.`;
