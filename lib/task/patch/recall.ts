import { changedTo, unchangedFrom } from '../change/answer';
import type { Posed } from '../task';
import type { PatchBody, PatchTruth } from './body';

/** A word, held against what the target itself says to the text: another word is a change to it. */
export const heldAgainstRecall = ({ truth }: Posed<PatchBody, PatchTruth>, word: string): string =>
  word.trim() === truth.original.output.trim() ? unchangedFrom(truth.original.output) : changedTo(word);
