import { rollup } from 'd3-array';
import { nearest } from '@/lib/measure/nearest';
import { fitProbe } from '@/lib/measure/ridge';
import { changedTo, unchangedFrom } from '../change/answer';
import { textOracle } from '../change/text-oracle';
import type { Posed, Rule } from '../task';
import type { PatchBody, PatchTruth } from './body';
import { patchCell } from './strata';

type Item = Posed<PatchBody, PatchTruth>;

/** A word read off the vector, held against what the target itself says to the text: another word is a change to it. */
const heldAgainstRecall = ({ truth }: Item, word: string): string =>
  word.trim() === truth.original.output.trim() ? unchangedFrom(truth.original.output) : changedTo(word);

/** What the final norm and the unembedding make of the vector (nostalgebraist 2020, the logit lens). */
const logitLens: Rule<PatchBody, PatchTruth> = {
  id: 'logit-lens',
  name: 'logit lens',
  meaning:
    'The word that the target’s last norm and unembedding read off the vector, held against the target’s true output.',
  sees: 'vector',
  make: () => ({ say: (item) => heldAgainstRecall(item, item.lens ?? '') }),
};

/** For each cell a linear map from the vector to the word that came out. */
const linearProbe: Rule<PatchBody, PatchTruth> = {
  id: 'linear-probe',
  name: 'linear probe',
  meaning:
    'A linear map from the vector to the word that comes out, for each cell, held against the target’s true output.',
  sees: 'training-answers',
  make(training) {
    const fit = (items: readonly Item[]) => fitProbe(items.map(vectorOf), items.map(outcomeOf));
    const probes = rollup(training, fit, cellOf);
    return {
      say(item) {
        const probe = probes.get(cellOf(item));
        return probe
          ? heldAgainstRecall(item, probe.classify(vectorOf(item)))
          : textOracle.make([]).say(item);
      },
    };
  },
};

/** What came out of the most similar vector of the same cell. */
const nearestVector: Rule<PatchBody, PatchTruth> = {
  id: 'nearest-vector',
  name: 'nearest vector',
  meaning:
    'What came out of the most similar training vector of the same cell (by cosine), held against the target’s true output.',
  sees: 'training-answers',
  make(training) {
    const found = rollup(
      training,
      (items) => {
        const find = nearest(items.map(vectorOf));
        return (vector: Float32Array) => outcomeOf(items[find(vector)]!);
      },
      cellOf,
    );
    return {
      say(item) {
        const find = found.get(cellOf(item));
        return find ? heldAgainstRecall(item, find(vectorOf(item))) : textOracle.make([]).say(item);
      },
    };
  },
};

const cellOf = ({ body }: Item): string => patchCell(body);
const outcomeOf = ({ truth }: Item): string => truth.patched.output;

function vectorOf({ given }: Item): Float32Array {
  if (!given?.vector) throw new Error('this reader needs the vector that is patched in');
  return given.vector;
}

export const PATCH_RULES: readonly Rule<PatchBody, PatchTruth>[] = [
  textOracle,
  logitLens,
  linearProbe,
  nearestVector,
];
