import type { VerdictRules } from '@/components/format/words';
import { outputWord } from '@/components/tokens/token-text';
import { GOOD_LABEL, type FeaturePlace } from '@/lib/measure/features/record';
import type { FeatureAsks, FeatureTruth } from '@/lib/task/feature/body';

export const NAME = 'Features';
export const ASKS = 'What does one direction inside the model stand for?';

export const FEATURE_VERDICTS: VerdictRules = {
  right:
    'It says the measured label; or, of what the feature makes the model say, it begins with the token that rises most.',
  partly:
    'It says a phrase that came close to the label; or it begins with another of the tokens that rise most.',
  wrong: 'It says another phrase, or begins with another token.',
  unknown: 'It says nothing that can be checked.',
};

/** What is asked, as a link to the other question of a feature says it. */
export const ASKED: Record<FeatureAsks, string> = {
  input: 'what it fires on',
  output: 'what it makes the model say',
};

/** Where a feature is read, in words: `residual stream after block 2`. */
export function siteWords({ site, layer }: Pick<FeaturePlace, 'site' | 'layer'>): string {
  if (site === 'mlp') return `output of MLP ${layer}`;
  return layer === 0 ? 'embedding' : `residual stream after block ${layer}`;
}

/** The same in a column: `residual L2`, `MLP L2`. */
export const siteCode = ({ site, layer }: Pick<FeaturePlace, 'site' | 'layer'>): string =>
  `${site === 'mlp' ? 'MLP' : 'residual'} L${layer}`;

/** `Rome, Lima, Paris`: the tokens that rise most. */
export const tokenWords = ({ output }: Pick<FeatureTruth, 'output'>): string =>
  output.map(({ token }) => outputWord(token)).join(', ');

/** What was measured, in a few words: the label, or else the tokens. */
export const answerWords = (truth: FeatureTruth): string =>
  truth.label ? truth.label.phrase : `says ${tokenWords(truth)}`;

/** Whether a phrase goes with its feature well enough to say what it fires on. */
export const isGood = (label: { score: number } | null | undefined): boolean =>
  label != null && label.score >= GOOD_LABEL;
