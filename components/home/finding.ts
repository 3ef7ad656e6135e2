import { percent, points } from '@/components/format/number';
import { isControl, ROLE_NAMES } from '@/components/format/words';
import type { ExplainerRole } from '@/lib/explainer/types';
import type { Reading, TargetResult } from './result';

/** Which way a paired difference points; `tie` when its interval holds zero or there is none. */
export function direction(difference: Reading | undefined): 'better' | 'worse' | 'tie' {
  if (!difference || difference.low === null || difference.high === null) return 'tie';
  if (difference.low > 0) return 'better';
  if (difference.high < 0) return 'worse';
  return 'tie';
}

/** `19.2 to 25.4`, in points. */
export function intervalWords({ low, high }: Reading, write: (share: number) => string = points): string {
  return low === null || high === null ? 'no interval' : `${write(low)} to ${write(high)}`;
}

/**
 * The finding about one target in words, written from its numbers: whether self explains better than other on the
 * same items, and how both stand to the best control. A difference is claimed only where its interval excludes zero.
 */
export function finding(result: TargetResult): string {
  const self = result.rows.find((row) => row.role === 'self');
  const other = result.rows.find((row) => row.role === 'other');
  const selfExact = self?.readings.exactMatch;
  const otherExact = other?.readings.exactMatch;
  const difference = result.differences.other?.exactMatch;
  if (!self || !selfExact) return '';
  if (!other || !otherExact || !difference)
    return `${self.baseId ?? 'The target'} explains ${percent(selfExact.value)}% of its own held-out patches right; no other model was asked about it.`;

  const scores = `${self.baseId} explains ${percent(selfExact.value)}% of its own held-out patches right, ${other.baseId} explains ${percent(otherExact.value)}% of them`;
  const interval = `95% interval ${intervalWords(difference)}`;
  const sentences = {
    better: `Yes: ${scores}, ${points(difference.value)} points for self (${interval}).`,
    worse: `No, the other way round: ${scores}, ${points(difference.value)} points for self (${interval}).`,
    tie: `A tie: ${scores}, and the interval of the difference, ${intervalWords(difference)} points, holds zero.`,
  };
  return [
    sentences[direction(difference)],
    partsSentence(result),
    controlSentence(result, selfExact, otherExact),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Exact match taken apart: whether the next word changes, and which word it becomes. */
function partsSentence({ rows, differences }: TargetResult): string {
  const of = (role: ExplainerRole) => rows.find((row) => row.role === role)?.readings ?? {};
  const [selfWord, otherWord] = [of('self').contentMatchChanged, of('other').contentMatchChanged];
  const whether = differences.other?.hasChangedF1;
  if (!selfWord || !otherWord || !whether) return '';
  const ahead = {
    better: `self is ahead by ${points(whether.value)} points of F1`,
    worse: `other is ahead, ${points(whether.value)} points of F1 for self`,
    tie: 'the two are not shown to differ',
  };
  return (
    `Where the next word changes, self names the new one in ${percent(selfWord.value)}%, ` +
    `other in ${percent(otherWord.value)}%; on whether it changes at all, ${ahead[direction(whether)]}.`
  );
}

/** How self and other stand to the control that scores best. */
function controlSentence(result: TargetResult, self: Reading, other: Reading): string {
  const controls = result.rows.flatMap((row) =>
    isControl(row.role) && row.readings.exactMatch
      ? [{ role: row.role, exact: row.readings.exactMatch }]
      : [],
  );
  const best = controls.sort((a, b) => b.exact.value - a.exact.value)[0];
  if (!best) return '';
  const selfStands = stands(self, best.exact, result.differences[best.role]?.exactMatch);
  const otherStands = stands(other, best.exact, undefined);
  const name = `${ROLE_NAMES[best.role]}${readsNothing(best.role)}`;
  const head = `Of the controls, ${name}, comes furthest with ${percent(best.exact.value)}%: `;
  if (selfStands === otherStands) return `${head}${WORDS_BOTH[selfStands]}.`;
  return `${head}self ${WORDS[selfStands]}, other ${WORDS[otherStands]}.`;
}

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

const readsNothing = (role: ExplainerRole): string =>
  isControl(role) ? ', which never reads the vector' : '';
