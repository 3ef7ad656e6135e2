import type { VerdictRules } from '@/components/format/words';
import { nats } from '@/components/format/number';
import { outputWord } from '@/components/tokens/token-text';
import { HINT_NAMES } from '@/lib/task/ablate';
import type { AblateBody, AblateTruth } from '@/lib/task/ablate/body';
import type { Unit } from './spans';

export const NAME = 'Ablation';
export const ASKS = 'If some words are taken away, how does the answer change?';

export const ABLATE_VERDICTS: VerdictRules = {
  right: 'It says whether the answer changes, and which word it is then, as measured.',
  partly: 'Right about whether the answer changes, wrong about the word.',
  wrong: 'Wrong about whether the answer changes.',
  unknown: 'It says nothing that can be checked.',
};

export const UNIT_NAMES: Record<Unit, { one: string; many: string }> = {
  tokens: { one: 'token', many: 'tokens' },
  words: { one: 'word', many: 'words' },
  sentences: { one: 'sentence', many: 'sentences' },
};

/** `currency, wrong hint`. */
export const captionOf = ({ relation, hint }: AblateBody): string =>
  [relation, HINT_NAMES[hint]].filter(Boolean).join(', ');

/** `D → C`, or `stays D`. */
export function outcomeWords({ original, ablated, changed }: AblateTruth): string {
  const before = outputWord(original.output);
  return changed ? `${before} → ${outputWord(ablated.output)}` : `stays ${before}`;
}

/** `D becomes C`, or `still D`: a finding, after the words that say what is taken away. */
export function findingWords({ original, ablated, changed }: AblateTruth): string {
  const before = outputWord(original.output);
  return changed ? `${before} becomes ${outputWord(ablated.output)}` : `still ${before}`;
}

/** `falls by 1.29 nats`: what happens to the log-probability of the original answer. */
export const dropWords = (effect: number): string =>
  `${effect >= 0 ? 'falls by' : 'rises by'} ${nats(Math.abs(effect))} nats`;

/** `1 token`, `4 tokens`. */
export const tokenCount = (count: number): string => (count === 1 ? '1 token' : `${count} tokens`);

const LONGEST_TITLE = 32;

/** What is taken away, in a title. */
export const quoted = (text: string): string =>
  text.length > LONGEST_TITLE ? `“${text.slice(0, LONGEST_TITLE).trim()}…”` : `“${text}”`;
