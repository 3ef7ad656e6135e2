import type { FeatureAsks, FeatureTruth } from './body';

/** Wordings of a question about a feature. `{v}` is the continuous token, `{question}` what is asked. */
export const FEATURE_WORDINGS: readonly string[] = [
  'At layer {layer}, {v} encodes something. {question}',
  '{v} is a feature at layer {layer}. {question}',
  'We can describe {v} at layer {layer}. {question}',
  'This is a feature at layer {layer}: {v}. {question}',
  'Look at {v} at layer {layer}. {question}',
];

export const FEATURE_QUESTIONS: Readonly<Record<FeatureAsks, string>> = {
  input: 'What does it fire on?',
  output: 'What does it make the model say?',
};

export const firesOn = (phrase: string): string => `It fires on <<<${phrase}>>>.`;
export const makesSay = (tokens: readonly string[]): string =>
  `It makes the model say <<<${tokens.map((token) => token.trim()).join(', ')}>>>.`;

/** The explanation that is right: the label where there is one, else the tokens that rise. */
export const featureAnswer = ({ label, output }: FeatureTruth): string =>
  label ? firesOn(label.phrase) : makesSay(output.map(({ token }) => token));
