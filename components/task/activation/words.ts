import type { VerdictRules } from '@/components/format/words';
import { layerCode } from '@/components/format/number';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import type { ActivationBody, ActivationTruth } from '@/lib/task/activation/body';

export const NAME = 'Activations';
export const ASKS = 'What does one vector of the model’s own run hold?';

export const ACTIVATION_VERDICTS: VerdictRules = {
  right: 'It says the word that the model itself says; of a change, both words.',
  partly: 'Of a change, it says one of the two words.',
  wrong: 'It says another word.',
  unknown: 'It says nothing that can be checked.',
};

/** What is asked of the vector, in a few words: `what will be said`, `its capital`. */
export function askedWords({ asks, relation }: ActivationBody): string {
  if (asks === 'object') return 'what will be said';
  return asks === 'attribute' ? `its ${relation}` : 'what it changes';
}

/** Under a title, which names an attribute itself: what is asked, and of which relation the text is. */
export const captionOf = (body: ActivationBody): string =>
  body.asks === 'attribute' ? 'an attribute' : `${body.relation}, ${askedWords(body)}`;

/** `Paris`, or `Rome → Paris`. */
export const outcomeWords = ({ answer, before }: ActivationTruth): string =>
  before === null ? outputWord(answer) : `${outputWord(before)} → ${outputWord(answer)}`;

/** What was measured as a finding, after the words that say what is asked about. */
export function findingWords({ answer, before }: ActivationTruth): string {
  return before === null
    ? `says ${outputWord(answer)}`
    : `${outputWord(before)} becomes ${outputWord(answer)}`;
}

/** `L2 ·is`: layer and token. */
export const siteCode = ({ layer, tokens, position }: ActivationBody): [layer: string, token: string] => [
  layerCode([layer]),
  visibleToken(tokens[position] ?? ''),
];
