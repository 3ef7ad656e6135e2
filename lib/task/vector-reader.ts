import { rollup } from 'd3-array';
import { nearest } from '@/lib/measure/nearest';
import { fitProbe } from '@/lib/measure/ridge';
import type { Posed, Rule } from './task';

/** Learns from vectors and their answers, and gives the answer for another vector. */
export type Learner = (vectors: Float32Array[], answers: string[]) => (vector: Float32Array) => string;

export const linearly: Learner = (vectors, answers) => fitProbe(vectors, answers).classify;

/** The answer of the most similar vector, by cosine. */
export const byNearest: Learner = (vectors, answers) => {
  const find = nearest(vectors);
  return (vector) => answers[find(vector)]!;
};

/** A rule that learns from the vectors of training questions, those of each key by themselves. */
export function vectorReader<Body, Truth>({
  keyOf,
  learn,
  answerOf,
  say,
  ...about
}: Pick<Rule<Body, Truth>, 'id' | 'name' | 'meaning' | 'aside'> & {
  keyOf(body: Body): string;
  learn: Learner;
  /** What is learned of a training question. */
  answerOf(truth: Truth): string;
  /** The explanation, out of what was learned; that is null where training had no such question. */
  say(item: Posed<Body, Truth>, answer: string | null): string;
}): Rule<Body, Truth> {
  return {
    ...about,
    sees: 'vector',
    learns: true,
    make(training) {
      const read = rollup(
        training,
        (items) =>
          learn(
            items.map(vectorOf),
            items.map(({ truth }) => answerOf(truth)),
          ),
        ({ body }) => keyOf(body),
      );
      return { say: (item) => say(item, read.get(keyOf(item.body))?.(vectorOf(item)) ?? null) };
    },
  };
}

function vectorOf<Body, Truth>({ given }: Posed<Body, Truth>): Float32Array {
  if (!given?.vector) throw new Error('this reader needs the vector that an explainer is given');
  return given.vector;
}
