import { unchangedFrom } from '../change/answer';
import { textOracle } from '../change/text-oracle';
import type { Posed, Rule } from '../task';
import type { PatchBody, PatchTruth } from './body';
import { composer } from './composer';
import { heldAgainstRecall } from './recall';
import { byNearest, linearly, vectorReader } from '../vector-reader';
import { patchCell } from './strata';
import { PATCH_RULE_WORDS } from './rule-words';

type Item = Posed<PatchBody, PatchTruth>;

/** What the final norm and the unembedding make of the vector (nostalgebraist 2020, the logit lens). */
const logitLens: Rule<PatchBody, PatchTruth> = {
  id: 'logit-lens',
  ...PATCH_RULE_WORDS['logit-lens'],
  sees: 'vector',
  learns: false,
  make: () => ({ say: (item) => heldAgainstRecall(item, item.lens ?? '') }),
};

/** Self without training: it reads the vector as a word of the text. At layer 0 that is the measurement itself. */
const untrained: Rule<PatchBody, PatchTruth> = {
  id: 'untrained',
  ...PATCH_RULE_WORDS['untrained'],
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
    ...PATCH_RULE_WORDS['linear-probe'],
    learn: linearly,
    ...learned,
  }),
  vectorReader({
    id: 'nearest-vector',
    ...PATCH_RULE_WORDS['nearest-vector'],
    learn: byNearest,
    ...learned,
  }),
  vectorReader({
    id: 'nearest-anywhere',
    ...PATCH_RULE_WORDS['nearest-anywhere'],
    aside: true,
    learn: byNearest,
    ...learned,
    keyOf: () => '',
  }),
  vectorReader({
    id: 'linear-probe-relation',
    ...PATCH_RULE_WORDS['linear-probe-relation'],
    aside: true,
    learn: linearly,
    ...learned,
    keyOf: ({ positionType, relation }) => `${positionType} ${relation}`,
  }),
  composer,
];
