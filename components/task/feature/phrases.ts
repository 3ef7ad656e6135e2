import type { FeatureTruth } from '@/lib/task/feature/body';

type Label = NonNullable<FeatureTruth['label']>;

/** Words that concepts of a phrase are joined by. */
const JOINTS = / (and|or|but not) /;

/**
 * What a phrase says, whatever the order of its concepts: joined by *and* alone or by *or* alone, they may stand in any.
 */
function meaningOf(phrase: string): string {
  const parts = phrase.split(JOINTS);
  const joints = new Set(parts.filter((_, i) => i % 2 === 1));
  const [joint] = joints;
  if (joints.size !== 1 || joint === 'but not') return phrase;
  return [joint, ...parts.filter((_, i) => i % 2 === 0).sort()].join('\t');
}

/** Of the phrases that came close to a label, those that say something else than it and than each other. */
export function otherPhrases({ phrase, rivals }: Label): Label['rivals'] {
  const seen = new Set([meaningOf(phrase)]);
  return rivals.filter((rival) => {
    const meaning = meaningOf(rival.phrase);
    if (seen.has(meaning)) return false;
    seen.add(meaning);
    return true;
  });
}
