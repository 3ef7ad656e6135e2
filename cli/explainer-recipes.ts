import { explainerId } from './explainers';
import { isTiny } from './scale';
import type { TargetId } from './targets';
import { whoOf, type TrainedSight } from './train-options';

/** An explainer of the house: whom it explains, what it starts from, what it learns. */
export interface ExplainerRecipe {
  target: TargetId;
  /** As `lab train` takes it: self, other, random, or a name. */
  base: string;
  task: string;
  sees: TrainedSight;
  /** Learns a map of the vectors, though it has the width of the target. */
  projected?: true;
  examples: number;
  steps: number;
  seed: number;
}

type Who = Pick<ExplainerRecipe, 'base' | 'sees' | 'projected'>;

const SELF: Who = { base: 'self', sees: 'vector' };
const OTHER: Who = { base: 'other', sees: 'vector' };
const BLIND: Who = { base: 'self', sees: 'no-vector' };
/** Controls, and kin of the target: one seed each. */
const BESIDE: readonly Who[] = [
  { base: 'random', sees: 'vector' },
  { base: 'self', sees: 'rotated-vector' },
  { base: 'other', sees: 'vector', projected: true },
  { base: 'house2-b-sib', sees: 'vector' },
  { base: 'house2-c', sees: 'vector' },
];

/** Training sizes of the scaling curve: four times the questions are learned in twice the steps, so that few are seen often. */
const CURVE: readonly (readonly [examples: number, steps: number])[] = [
  [500, 150],
  [2000, 300],
  [8000, 600],
  [32_000, 1000],
];
/** The whole training set of a task, but for what another target may lack of it. */
const WHOLE: Readonly<Record<string, readonly [examples: number, steps: number]>> = {
  patch: [60_000, 1250],
  ablate: [15_000, 1250],
  feature: [4000, 1000],
  activation: [20_000, 1500],
};
/** Who of them is shipped. */
const OFFERED: Readonly<Record<string, readonly Who[]>> = {
  patch: [SELF, OTHER, BLIND],
  ablate: [SELF, OTHER],
  feature: [SELF, OTHER],
  activation: [SELF, OTHER],
};
/** Tasks whose explainers are shown a vector, and can be shown something else. */
const SHOWS_VECTOR = ['patch', 'feature', 'activation'];
/** What is compared with one another more than once, so that chance shows. */
const SEEDS = [1, 2, 3];

/**
 * Highest learning rates, chosen by what is right on validation after 400 steps: whoever starts from another model has more to move
 * (docs/EXPLAINERS.md).
 */
const RATE = { own: 1.5e-3, foreign: 3e-3 };

/** How all of them are trained (docs/EXPLAINERS.md says what else was tried). */
const HOW = [
  '--brief',
  '--freeze',
  '--replay-rows',
  '12',
  '--replay-weight',
  '1',
  '--watch',
  'wrong',
  '--patience',
  '20',
];

/** Every explainer of the house, in the order in which they are made: the main ones first. */
export function explainerRecipes(): ExplainerRecipe[] {
  const target: TargetId = 'house2-b';
  const of = (task: string, who: Who, size = WHOLE[task]!, seed = 1): ExplainerRecipe => {
    const [examples, steps] = isTiny() ? [20, 20] : size;
    return { target, task, ...who, examples, steps, seed };
  };
  const all = (whos: readonly Who[]) =>
    Object.keys(WHOLE).flatMap((task) =>
      whos
        .filter(({ sees, projected }) => (sees === 'vector' && !projected) || SHOWS_VECTOR.includes(task))
        .map((who) => of(task, who)),
    );
  const [main, beside] = [all([SELF, OTHER, BLIND]), all(BESIDE)];
  // A tiny house shows that each kind can be made, not how they compare.
  if (isTiny()) return [...main, ...BESIDE.map((who) => of('patch', who))];
  const seeds = SEEDS.slice(1).flatMap((seed) =>
    [SELF, OTHER, BLIND].map((who) => of('patch', who, WHOLE.patch, seed)),
  );
  const curve = CURVE.flatMap((size) => [SELF, OTHER].map((who) => of('patch', who, size)));
  return [...main, ...seeds, ...curve, ...beside];
}

/** Ids of those that pages offer live, and that the bundle has the answers of: a few MB each. */
export function offeredExplainers(): string[] {
  const isOffered = ({ task, base, sees, projected }: ExplainerRecipe) =>
    !projected && OFFERED[task]!.some((who) => who.base === base && who.sees === sees);
  const offered = explainerRecipes().filter(
    (recipe) =>
      isOffered(recipe) && recipe.seed === 1 && (isTiny() || recipe.examples === WHOLE[recipe.task]![0]),
  );
  return offered.map(({ target, base, sees, ...recipe }) =>
    explainerId({
      target,
      ...whoOf(target, base, sees),
      ...recipe,
      rank: 0,
      joint: false,
      projected: false,
    }),
  );
}

/** The words of `lab train` that make it. */
export function trainWords({
  target,
  base,
  task,
  sees,
  projected,
  examples,
  steps,
  seed,
}: ExplainerRecipe): string[] {
  return [
    ...['train', target, base, '--task', task, '--sees', sees],
    ...['--examples', String(examples), '--steps', String(steps), '--seed', String(seed)],
    ...['--rate', String(base === 'self' ? RATE.own : RATE.foreign)],
    ...(projected ? ['--project'] : []),
    ...HOW,
  ];
}
