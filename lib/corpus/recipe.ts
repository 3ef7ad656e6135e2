import { entityOf } from '@/lib/corpus/entities';
import type { Fact } from '@/lib/corpus/facts';
import { PROSE_DEFAULTS, type ProseOptions } from '@/lib/corpus/prose';
import { exposureOf, splitOf, type ExposureShares } from '@/lib/corpus/split';
import { mixtureWords } from '@/lib/corpus/vocabulary';
import type { Exposure, Split } from '@/lib/words';

/** Where sentences come from: the State of the Union addresses, WordNet, or WordNet with a sentence for each word. */
export type ProseSource = 'speeches' | 'wordnet' | 'glosses';

/** What a generation of targets learns from. */
export interface Recipe {
  /** The fact table, from the project folder. */
  table: string;
  /** Where `lab data` writes prose and tokenizer. */
  out: string;
  /** The choices of prose, each from the sentences of its sources together. */
  prose: readonly (ProseOptions & { sources: readonly ProseSource[] })[];
  vocabulary: number;
  /** Share of the subjects of one word that are single tokens. */
  wholeSubjects: number;
  /** Words that are single tokens beside those of facts, wordings and explanations. */
  words: readonly string[];
  exposures: ExposureShares;
  /** What a split is drawn by: names with the same key lie in the same split. */
  keyOf: (subject: string) => string;
}

/** `grouped` is what targets are made of; `facts` is the first table, smaller, with one relation or two a subject. */
export const RECIPES = {
  facts: {
    table: 'data/facts.tsv',
    out: 'artefacts/data',
    prose: [{ ...PROSE_DEFAULTS, sources: ['speeches', 'wordnet'] }],
    vocabulary: 2560,
    wholeSubjects: 0,
    words: [],
    exposures: { frequent: 0.8, rare: 0.2 },
    keyOf: (subject) => subject,
  },
  grouped: {
    table: 'data/grouped-facts.tsv',
    out: 'artefacts/grouped-data',
    prose: [
      { limit: 60_000, minWords: 4, maxWords: 50, strict: true, sources: ['speeches'] },
      { limit: 100_000, minWords: 4, maxWords: 50, strict: true, sources: ['glosses'] },
    ],
    vocabulary: 4096,
    wholeSubjects: 0.4,
    words: mixtureWords,
    exposures: { frequent: 0.6, rare: 0.2 },
    keyOf: entityOf,
  },
} as const satisfies Readonly<Record<string, Recipe>>;

export type RecipeId = keyof typeof RECIPES;

/** The split of a fact's subject under a recipe. */
export function recipeSplit(recipe: Recipe, fact: Pick<Fact, 'subject'>): Split {
  return splitOf(recipe.keyOf(fact.subject));
}

/** The exposure of a fact under a recipe. */
export function recipeExposure(recipe: Recipe, fact: Pick<Fact, 'relation' | 'subject'>): Exposure {
  return exposureOf(fact, recipe.exposures);
}
