import type { VerdictRules } from '@/components/format/words';
import { outputWord } from '@/components/tokens/token-text';
import type { PairType, PatchBody, PatchTruth } from '@/lib/task/patch/body';
import type { Split } from '@/lib/words';

export const NAME = 'Patching';
export const ASKS = 'If one vector is swapped, how does the next word change?';

export const PATCH_VERDICTS: VerdictRules = {
  right: 'It says whether the next word changes, and which word it is, as measured.',
  partly: 'Right about whether the next word changes, wrong about the word.',
  wrong: 'Wrong about whether the next word changes.',
  unknown: 'It says nothing that can be checked.',
};

/** The words under a title that say how the two texts differ. */
export const PAIR_MEANINGS: Record<PairType, string> = {
  'same-relation': 'subject swap, other answer',
  'same-object': 'subject swap, same answer',
  'other-relation': 'another relation',
  'within-group': 'subject and relation swapped',
};

const SPLIT_WORDS: Record<Split, string> = {
  train: 'trained on',
  validation: 'validation',
  test: 'held out',
};

/** What a question is about, under its title. */
export const captionOf = ({ relation, pairType, tokens, sourceTokens }: PatchBody, split: Split): string =>
  [
    relation,
    PAIR_MEANINGS[pairType],
    SPLIT_WORDS[split],
    tokens.length === sourceTokens.length
      ? `both texts ${tokens.length} tokens`
      : `${tokens.length} tokens from ${sourceTokens.length}`,
  ]
    // Imported questions name no relation.
    .filter(Boolean)
    .join(', ');

/** `Paris → Rome`, or `stays Paris`. */
export function outcomeWords(truth: PatchTruth): string {
  const before = outputWord(truth.original.output);
  return truth.changed ? `${before} → ${outputWord(truth.patched.output)}` : `stays ${before}`;
}

/** `measured Paris → Rome`, or `measured unchanged, Paris`. */
export function measuredWords(truth: Omit<PatchTruth, 'effect'>): string {
  const before = outputWord(truth.original.output);
  const after = outputWord(truth.patched.output);
  return truth.changed ? `measured ${before} → ${after}` : `measured unchanged, ${before}`;
}
