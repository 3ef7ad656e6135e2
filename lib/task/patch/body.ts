import type { PatchBody, PatchTruth } from './schemas';

export type { OwnTexts, PatchBody, PatchTruth, Sweep, SweepCell } from './schemas';

/** What a patch question asks, and what is measured for it, without the schemas of it (`schemas.ts`), which pages need not load. */

/** Where in the text the patched token stands. */
export const POSITION_TYPES = ['subject-final', 'relation', 'last', 'other'] as const;
export type PositionType = (typeof POSITION_TYPES)[number];

/**
 * How the source text differs from the text: in the subject, and its answer with it or not; in the relation as well; or in
 * both within a group of subjects that have the same relations, so that what the two give together is a fact, too.
 */
export const PAIR_TYPES = ['same-relation', 'same-object', 'other-relation', 'within-group'] as const;
export type PairType = (typeof PAIR_TYPES)[number];

/** Whose word a patched run says: the text's own, the source's, or one that neither says. */
export const ANSWER_KINDS = ['own', 'source', 'composed'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** Whose word the patched run says; null where a record does not tell. */
export function answerKind({ changed, patched, sourceOutput }: PatchTruth): AnswerKind | null {
  if (sourceOutput === undefined) return null;
  if (!changed) return 'own';
  return patched.output === sourceOutput ? 'source' : 'composed';
}

/** Whether a composed answer is a fact: the subject of one text, the relation of the other. */
export const isComposedFact = ({ crossed = [] }: PatchBody, truth: PatchTruth): boolean =>
  answerKind(truth) === 'composed' && crossed.includes(truth.patched.output.trim());

/** Most layers that are patched together in a question. */
export const LONGEST_BLOCK = 3;

/** Longest text that a reader may run, in characters. */
export const MAX_TEXT = 240;
