import { unchangedFrom } from '../change/answer';
import { textOracle } from '../change/text-oracle';
import type { Posed, Rule } from '../task';
import type { PatchBody, PatchTruth } from './body';
import { composer } from './composer';
import { heldAgainstRecall } from './recall';
import { byNearest, linearly, vectorReader } from '../vector-reader';
import { patchCell } from './strata';

type Item = Posed<PatchBody, PatchTruth>;

/** What the final norm and the unembedding make of the vector (nostalgebraist 2020, the logit lens). */
const logitLens: Rule<PatchBody, PatchTruth> = {
  id: 'logit-lens',
  name: 'logit lens',
  meaning:
    'The word that the target’s last norm and unembedding read off the vector, held against the target’s true output.',
  sees: 'vector',
  learns: false,
  make: () => ({ say: (item) => heldAgainstRecall(item, item.lens ?? '') }),
};

/** Self without training: it reads the vector as a word of the text. At layer 0 that is the measurement itself. */
const untrained: Rule<PatchBody, PatchTruth> = {
  id: 'untrained',
  name: 'untrained self',
  meaning:
    'What the untrained target says when the vector takes the place of the token’s embedding (SelfIE), held against its true output. At layer 0 that is the measurement itself.',
  sees: 'vector',
  learns: false,
  make: () => ({ say: (item) => heldAgainstRecall(item, item.untrained ?? '') }),
};

const learned = {
  keyOf: patchCell,
  answerOf: ({ patched }: PatchTruth) => patched.output,
  say: (item: Item, word: string | null) =>
    word === null ? unchangedFrom(item.truth.original.output) : heldAgainstRecall(item, word),
};

export const PATCH_RULES: readonly Rule<PatchBody, PatchTruth>[] = [
  textOracle,
  logitLens,
  untrained,
  vectorReader({
    id: 'linear-probe',
    name: 'linear probe',
    meaning:
      'A linear map from the vector to the word that comes out, for each cell, held against the target’s true output.',
    learn: linearly,
    ...learned,
  }),
  vectorReader({
    id: 'nearest-vector',
    name: 'nearest vector',
    meaning:
      'What came out of the most similar training vector of the same cell (by cosine), held against the target’s true output.',
    learn: byNearest,
    ...learned,
  }),
  vectorReader({
    id: 'nearest-anywhere',
    aside: true,
    name: 'nearest vector anywhere',
    meaning:
      'What came out of the most similar training vector of all cells (by cosine), held against the target’s true output.',
    learn: byNearest,
    ...learned,
    keyOf: () => '',
  }),
  vectorReader({
    id: 'linear-probe-relation',
    aside: true,
    name: 'linear probe by relation',
    meaning:
      'A linear map from the vector to the word that comes out, for each kind of token and relation of the text over all layers, held against the target’s true output.',
    learn: linearly,
    ...learned,
    keyOf: ({ positionType, relation }) => `${positionType} ${relation}`,
  }),
  composer,
];
