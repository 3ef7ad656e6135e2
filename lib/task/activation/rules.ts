import { rollup } from 'd3-array';
import { nearest } from '@/lib/measure/nearest';
import { fitProbe } from '@/lib/measure/ridge';
import type { Posed, Rule } from '../task';
import type { ActivationBody, ActivationTruth } from './body';
import { activationAnswer } from './wordings';

type Item = Posed<ActivationBody, ActivationTruth>;

const logitLens: Rule<ActivationBody, ActivationTruth> = {
  id: 'logit-lens',
  name: 'logit lens',
  meaning: 'The word that the target’s last norm and unembedding read off the vector.',
  sees: 'vector',
  make: () => ({
    say: ({ truth: { before }, lens = '' }) =>
      activationAnswer({ answer: lens, before: before === null ? null : lens }),
  }),
};

/** A reader that learns for each kind of question from its own training vectors. */
function learned(
  id: string,
  name: string,
  meaning: string,
  keyOf: (body: ActivationBody) => string,
  learn: (vectors: Float32Array[], answers: string[]) => (vector: Float32Array) => string,
): Rule<ActivationBody, ActivationTruth> {
  return {
    id,
    name,
    meaning,
    sees: 'training-answers',
    make(training) {
      const read = rollup(
        training,
        (items) =>
          learn(
            items.map(vectorOf),
            items.map(({ truth }) => activationAnswer(truth)),
          ),
        ({ body }) => keyOf(body),
      );
      return { say: (item) => read.get(keyOf(item.body))?.(vectorOf(item)) ?? '' };
    },
  };
}

function vectorOf({ given }: Item): Float32Array {
  if (!given?.vector) throw new Error('this reader needs the vector');
  return given.vector;
}

const cellOf = ({ asks, layer, positionType, relation }: ActivationBody): string =>
  [asks, layer, positionType, ...(asks === 'attribute' ? [relation] : [])].join('/');

export const ACTIVATION_RULES: readonly Rule<ActivationBody, ActivationTruth>[] = [
  logitLens,
  learned(
    'linear-probe',
    'linear probe',
    'A linear map from the vector to the answer, for each layer, kind of token and attribute.',
    cellOf,
    (vectors, answers) => fitProbe(vectors, answers).classify,
  ),
  learned(
    'nearest-vector',
    'nearest vector',
    'The answer of the most similar training vector of the same layer, kind of token and attribute.',
    cellOf,
    (vectors, answers) => {
      const find = nearest(vectors);
      return (vector) => answers[find(vector)]!;
    },
  ),
];
