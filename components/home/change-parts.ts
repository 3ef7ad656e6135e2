import { percent, points } from '@/components/format/number';
import { direction } from './finding';
import type { TargetResult } from './result';

/** Exact match of claims about a change taken apart: whether the next word changes, and which word it becomes. */
export function changeParts({ self, other, differences }: TargetResult): string {
  const ownWord = self.readings.contentMatchChanged;
  const otherWord = other?.readings.contentMatchChanged;
  const whether = other ? differences.get(other.explainer.id)?.hasChangedF1 : undefined;
  if (!ownWord || !otherWord || !whether) return '';
  const ahead = {
    better: `self is ahead by ${points(whether.value)} points of F1`,
    worse: `other is ahead, ${points(whether.value)} points of F1 for self`,
    tie: 'the two are not shown to differ',
  };
  return (
    `Where the next word changes, self names the new one in ${percent(ownWord.value)}%, ` +
    `other in ${percent(otherWord.value)}%; on whether it changes at all, ${ahead[direction(whether)]}.`
  );
}
