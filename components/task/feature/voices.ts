import { saidBy, type ShownExplanation } from '@/components/item/explanations';
import { explainerWord } from '@/lib/explainer/name';
import type { ExplainerRecord } from '@/lib/store/records';
import type { FeatureTruth } from '@/lib/task/feature/body';
import { phraseOf } from '@/lib/task/feature/simulator';

/** Whoever says what a feature fires on: the measured label, an explainer, a control, a reader. */
export interface Voice {
  id: string;
  name: string;
  /** Null where nothing was said that is a description of where it fires. */
  phrase: string | null;
}

export const LABEL = 'label';
/** A phrase of the reader's own. */
export const OWN = 'own';

/** The label, then those who explain, each once and as last heard: who was asked again is heard as they answered then. */
export function voicesOf(
  { label }: FeatureTruth,
  explanations: readonly ShownExplanation[],
  explainers: readonly ExplainerRecord[],
): Voice[] {
  const heard = new Map(saidBy(explanations, explainers).map((said) => [said.explainer.id, said]));
  return [
    ...(label ? [{ id: LABEL, name: 'the measured label', phrase: label.phrase }] : []),
    ...[...heard.values()].map(({ explainer, explanation }) => ({
      id: explainer.id,
      name: explainerWord(explainer),
      phrase: phraseOf(explanation.text),
    })),
  ];
}
