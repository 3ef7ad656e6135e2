import { explainerWord } from '@/lib/explainer/name';
import { percent, points } from '@/components/format/number';
import { isControlled } from '@/components/format/words';
import { roleOf } from '@/lib/explainer/role';
import type { Reading, ResultRow, TargetResult } from './result';

/** Which way a paired difference points; `tie` when its interval holds zero or there is none. */
export function direction(difference: Reading | undefined): 'better' | 'worse' | 'tie' {
  if (!difference || difference.low === null || difference.high === null) return 'tie';
  if (difference.low > 0) return 'better';
  if (difference.high < 0) return 'worse';
  return 'tie';
}

/** `19.2 to 25.4`, in points. */
export function intervalWords(
  { low, high }: Pick<Reading, 'low' | 'high'>,
  write: (share: number) => string = points,
): string {
  return low === null || high === null ? 'no interval' : `${write(low)} to ${write(high)}`;
}

/** How far the answer reaches (docs/METHOD.md, "Limits"). */
export const LIMITS =
  'Self starts from the weights of the target, whose embedding, tied to its output, can already read such vectors; other has to learn a foreign basis first. ' +
  'Part of the difference is that, and not knowledge that a model has of itself.';

/** The same of a task whose questions are words alone. */
export const LIMITS_OF_WORDS =
  'Self starts from the weights of the target, and knows from the start what the target would say; part of the difference is that.';

/** What a task adds to the finding: what its items are called, and a sentence about parts of its headline metric. */
export interface FindingWords {
  items: string;
  parts?(result: TargetResult): string;
  /** How far the answer reaches; {@link LIMITS} unless given. */
  limits?: string;
}

/**
 * The finding about one target in words, written from its numbers: whether self explains better than other on the
 * same items, how both stand to the best control, and how far this reaches. A difference is claimed only where its
 * interval excludes zero.
 */
export function finding(result: TargetResult, words: FindingWords): string {
  const { self, other, headline } = result;
  const own = self.readings[headline];
  const foreign = other?.readings[headline];
  const difference = other ? result.differences.get(other.explainer.id)?.[headline] : undefined;
  if (!own) return '';
  const explains = `${among(result, self)} explains ${percent(own.value)}% of its own held-out ${words.items} right`;
  if (!other || !foreign || !difference) return `${explains}; no other model was asked about it.`;

  const scores = `${explains}, ${among(result, other)} explains ${percent(foreign.value)}% of them`;
  const interval = `95% interval ${intervalWords(difference)}`;
  const sentences = {
    better: `Yes, within limits: ${scores}, ${points(difference.value)} points for self (${interval}).`,
    worse: `No, the other way round: ${scores}, ${points(difference.value)} points for self (${interval}).`,
    tie: `A tie: ${scores}, and the interval of the difference, ${intervalWords(difference)} points, holds zero.`,
  };
  const answer = [sentences[direction(difference)], words.parts?.(result) ?? ''];
  const control = controlSentence(result, own, foreign);
  // Where a control does better than self, that comes before who else explains it worse.
  const found = control.wins ? [control.text, ...answer] : [...answer, control.text];
  return [...found, chance(result), kinSentence(result, own), words.limits ?? LIMITS]
    .filter(Boolean)
    .join(' ');
}

/** What of it may be chance: what other seeds of self come to. */
function chance({ otherSeeds }: TargetResult): string {
  if (otherSeeds.length === 0) return 'This is one training seed of two models of one architecture and size.';
  const seeds = otherSeeds.length === 1 ? 'another seed' : 'other seeds';
  const values = new Intl.ListFormat('en').format(otherSeeds.map(({ value }) => `${percent(value)}%`));
  return `Trained from ${seeds}, self explains ${values}; both models are of one architecture and size.`;
}

/** The model that an explainer started from, and which explainer of it where several of one role are shown. */
function among({ rows }: TargetResult, { explainer }: ResultRow): string {
  const base = explainer.baseId ?? 'The target';
  const role = roleOf(explainer);
  const alike = rows.filter((row) => roleOf(row.explainer) === role);
  return alike.length > 1 ? `${base} (${explainer.variant ?? explainer.id})` : base;
}

/** How self and other stand to the control that scores best. */
function controlSentence(
  result: TargetResult,
  self: Reading,
  other: Reading,
): { text: string; wins: boolean } {
  const { headline } = result;
  const controls = result.rows.flatMap(({ explainer, readings }) => {
    const score = readings[headline];
    return isControlled(explainer) && score ? [{ explainer, score }] : [];
  });
  const best = controls.sort((a, b) => b.score.value - a.score.value)[0];
  if (!best) return { text: '', wins: false };
  const ofSeeds = result.differencesOfSeeds.get(best.explainer.id)?.[headline];
  const paired = ofSeeds ?? result.differences.get(best.explainer.id)?.[headline];
  const selfStands = stands(self, best.score, paired);
  const otherStands = stands(other, best.score, undefined);
  const name = `${explainerWord(best.explainer)}${given(best.explainer)}`;
  const head = `The strongest control, ${name}, reaches ${percent(best.score.value)}%: `;
  const text =
    selfStands === otherStands
      ? `${head}${WORDS_BOTH[selfStands]}${ofSeeds ? ', self by the mean of its seeds' : ''}.`
      : `${head}self${ofSeeds ? ', by the mean of its seeds,' : ''} ${WORDS[selfStands]}, other ${WORDS[otherStands]}.`;
  return { text, wins: selfStands === 'below' };
}

/** What others come to who were trained alike, and how self stands to the best of them. */
function kinSentence(
  { kin, headline, differences, differencesOfSeeds }: TargetResult,
  self: Reading,
): string {
  const scored = kin.flatMap(({ explainer, readings }) => {
    const score = readings[headline];
    return score ? [{ explainer, score }] : [];
  });
  const [best] = scored;
  if (!best) return '';
  const words = scored.map(
    ({ explainer, score }) =>
      `${explainer.baseId ?? explainer.id} (${explainerWord(explainer)}) explains ${percent(score.value)}%`,
  );
  const ofSeeds = differencesOfSeeds.get(best.explainer.id)?.[headline];
  const stand = stands(self, best.score, ofSeeds ?? differences.get(best.explainer.id)?.[headline]);
  const first = scored.length > 1 ? 'the first of them' : 'it';
  return (
    `Trained alike, ${new Intl.ListFormat('en').format(words)}: ` +
    `self${ofSeeds ? ', by the mean of its seeds,' : ''} ${WORDS[stand].replace(/\bit\b/, first)}.`
  );
}

/** What a control does without, where that is known. */
const given = ({ sees }: ResultRow['explainer']): string =>
  ['no-vector', 'text', 'original-output', 'training-answers'].includes(sees)
    ? ', which never reads the vector'
    : '';

type Stand = 'above' | 'below' | 'level';

const WORDS: Record<Stand, string> = {
  above: 'is above it',
  below: 'is below it',
  level: 'is not shown to differ from it',
};
const WORDS_BOTH: Record<Stand, string> = {
  above: 'both models are above it',
  below: 'both models are below it',
  level: 'neither model is shown to differ from it',
};

/** By the paired difference where there is one, else by intervals that do not overlap. */
function stands(reading: Reading, control: Reading, paired: Reading | undefined): Stand {
  if (paired) return ({ better: 'above', worse: 'below', tie: 'level' } as const)[direction(paired)];
  if (reading.low !== null && control.high !== null && reading.low > control.high) return 'above';
  if (reading.high !== null && control.low !== null && reading.high < control.low) return 'below';
  return 'level';
}
