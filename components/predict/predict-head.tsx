'use client';

import type { VerdictRules } from '@/components/format/words';
import type { PredictLinks } from '@/components/task/view';
import { onDemand } from '@/components/ui/on-demand';
import type { ExplainerRecord, Item } from '@/lib/store/records';
import type { Guess } from '@/lib/task/guess';
import { ModeSwitch } from './mode-switch';

// Of those who guessed alone.
const Revealed = onDemand(() => import('./revealed').then((module) => module.Revealed));

/** Over the panel of a question whose answer is shown: the way to predict first, and what became of a guess. */
export function PredictHead({
  guess,
  ...props
}: {
  guess: Guess | null;
  links: PredictLinks;
  item: Item;
  /** What was measured, in a few words. */
  outcome: string;
  rules: VerdictRules;
  explainers: readonly ExplainerRecord[];
  next: string | null | undefined;
}) {
  return (
    <>
      <ModeSwitch links={props.links} isPredicting={guess !== null} />
      {guess ? <Revealed {...props} guess={guess} /> : null}
    </>
  );
}
