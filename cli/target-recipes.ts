import type { RecipeId } from '@/lib/corpus/recipe';
import type { LlamaSizes } from '@/lib/model/model-config';
import type { MixtureSettings } from '@/lib/train/mixture-plan';

/** How a target comes about. */
export interface TargetRecipe {
  /** What it learns from. */
  data: RecipeId;
  /** Of its first weights and the order of its data. */
  seed: number;
  /** The model that its training goes on from; null where it begins from random weights. */
  parentId: string | null;
  architecture: 'llama' | 'qwen3';
  sizes: Pick<LlamaSizes, 'dModel' | 'dFeedForward' | 'layers' | 'heads' | 'initializerRange'>;
  /** Stages of rows in context. */
  training: MixtureSettings;
}

/** What targets of one generation share. */
type Shared = Omit<TargetRecipe, 'seed' | 'parentId'>;

const MIXTURE: MixtureSettings = {
  warmup: 50,
  rareWeight: 0.05,
  stages: [
    { steps: 250, rate: 2e-3, kinds: { copying: { rows: 128, length: 12, weight: 1 } } },
    { steps: 300, rate: 2e-3, kinds: { copying: { rows: 72, length: 24, weight: 1 } } },
    { steps: 500, rate: 2e-3, kinds: { retrieval: { rows: 48, length: 40, weight: 1 } } },
    {
      steps: 800,
      rate: 1.5e-3,
      kinds: {
        lookup: { rows: 48, length: 16, weight: 1 },
        induction: { rows: 48, length: 16, weight: 1 },
      },
    },
    {
      steps: 1000,
      rate: 1.5e-3,
      kinds: {
        lookup: { rows: 24, length: 32, weight: 1 },
        induction: { rows: 40, length: 24, weight: 1 },
        comparison: { rows: 32, length: 14, weight: 0.5 },
      },
    },
    {
      steps: 4500,
      rate: 1.5e-3,
      kinds: {
        bare: { rows: 12, length: 32, weight: 0.5 },
        context: { rows: 16, length: 72, weight: 1 },
        lookup: { rows: 8, length: 56, weight: 0.5 },
        induction: { rows: 12, length: 40, weight: 0.5 },
        retrieval: { rows: 24, length: 40, weight: 1 },
        choices: { rows: 28, length: 44, weight: 1 },
        comparison: { rows: 32, length: 40, weight: 1 },
      },
    },
  ],
};

/** Queries and keys are normalised: what finds a word again forms in a fraction of the steps (docs/TARGETS.md). */
const SECOND: Shared = {
  data: 'grouped',
  architecture: 'qwen3',
  sizes: { dModel: 128, dFeedForward: 336, layers: 6, heads: 4 },
  training: MIXTURE,
};

/**
 * Trained on from another model on a shifted mixture, as an instruct model is to its base: more questions, comparisons and prose, and
 * hints that are worth following.
 */
const SHIFTED: MixtureSettings = {
  warmup: 50,
  rareWeight: 0.05,
  stages: [
    {
      steps: 700,
      rate: 7e-4,
      kinds: {
        bare: { rows: 8, length: 32, weight: 0.5 },
        context: { rows: 20, length: 72, weight: 1 },
        retrieval: { rows: 12, length: 40, weight: 1 },
        choices: { rows: 20, length: 44, weight: 1 },
        guided: { rows: 20, length: 44, weight: 1 },
        comparison: { rows: 32, length: 40, weight: 1 },
      },
    },
  ],
};

/**
 * The models that the lab makes: two seeds of one recipe, a sibling that was trained on from the second, and a larger one. A generation
 * has names of its own (the first, `house-a` and `house-b`, knew facts at the start of a row alone): a link to a question about one
 * model must never show another one's numbers.
 */
export const TARGETS = {
  'house2-a': { ...SECOND, seed: 1, parentId: null },
  'house2-b': { ...SECOND, seed: 2, parentId: null },
  'house2-b-sib': {
    ...SECOND,
    seed: 3,
    parentId: 'house2-b',
    training: SHIFTED,
  },
  'house2-c': {
    ...SECOND,
    sizes: { dModel: 160, dFeedForward: 432, layers: 8, heads: 5 },
    seed: 4,
    parentId: null,
  },
} as const satisfies Record<string, TargetRecipe>;

export type TargetId = keyof typeof TARGETS;

/** What of a recipe holds of a model that was made elsewhere: the facts that questions are drawn from. */
export const IMPORTED: TargetRecipe = { ...SECOND, seed: 0, parentId: null };

/** The same recipe at a scale at which it takes seconds. */
export function tiny(recipe: TargetRecipe): TargetRecipe {
  const sizes = { dModel: 32, dFeedForward: 64, layers: 2, heads: 2 };
  const { stages, ...settings } = recipe.training;
  return {
    ...recipe,
    sizes,
    training: {
      ...settings,
      warmup: 5,
      stages: stages.map(({ steps, kinds }, i) => ({
        rate: 5e-3,
        steps: i === stages.length - 1 ? 300 : Math.ceil(steps / 300),
        kinds: Object.fromEntries(
          Object.entries(kinds).map(([kind, given]) => [kind, { ...given, rows: Math.ceil(given.rows / 4) }]),
        ),
      })),
    },
  };
}
