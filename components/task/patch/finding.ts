import { percent, points } from '@/components/format/number';
import { direction } from '@/components/home/finding';
import type { TargetResult } from '@/components/home/result';

/** Exact match taken apart: whether the next word changes, and which word it becomes. */
export function patchParts({ self, other, differences }: TargetResult): string {
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
