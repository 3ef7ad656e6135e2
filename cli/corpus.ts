import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { parseFacts, type Fact } from '@/lib/corpus/facts';
import { materialOf } from '@/lib/corpus/mixture/material';
import type { Material } from '@/lib/corpus/mixture/mixture';
import { QUOTING_PROMPTS } from '@/lib/corpus/mixture/prompts';
import { RECIPES, recipeExposure, type Recipe, type RecipeId } from '@/lib/corpus/recipe';
import { sha256Hex } from '@/lib/hash';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import { allTasks } from '@/lib/task/tasks';
import { readOrExplain } from './files';
import { hashOf } from './training';

/** What `lab data` made of a recipe. */
export interface Corpus {
  id: RecipeId;
  recipe: Recipe;
  table: string;
  facts: Fact[];
  prose: string[];
  tokenizer: Tokenizer;
  tokenizerJson: string;
  tokenizerConfig: string;
}

/** The facts of a recipe, from the table that is in the repository. */
export async function readFacts(id: RecipeId): Promise<Fact[]> {
  return parseFacts(await readFile(RECIPES[id].table, 'utf8'));
}

/** @throws Error that names the command which writes what is missing */
export async function readCorpus(id: RecipeId): Promise<Corpus> {
  const recipe: Recipe = RECIPES[id];
  const read = async (name: string) =>
    new TextDecoder().decode(
      await readOrExplain(path.join(recipe.out, name), `npm run lab -- data --recipe ${id}`),
    );
  const table = await readFile(recipe.table, 'utf8');
  const tokenizerJson = await read('tokenizer.json');
  const tokenizerConfig = await read('tokenizer_config.json');
  return {
    id,
    recipe,
    table,
    facts: parseFacts(table),
    prose: (await read('prose.txt')).trimEnd().split('\n'),
    tokenizer: parseTokenizer(tokenizerJson, tokenizerConfig),
    tokenizerJson,
    tokenizerConfig,
  };
}

/** Names facts, tokenizer and prose, and the prompts that rows quote. */
export function corpusHash({ table, tokenizerJson, prose }: Corpus): string {
  const parts = [table, tokenizerJson, prose, QUOTING_PROMPTS];
  return hashOf(parts.map((part) => sha256Hex(JSON.stringify(part))));
}

/** Wordings of each task that quote a text. */
export function quotingWordings(): { task: string; wordings: readonly string[] }[] {
  return allTasks()
    .map(({ id, wordings }) => ({
      task: id,
      wordings: wordings.filter((wording) => wording.includes('{text}')),
    }))
    .filter(({ wordings }) => wordings.length > 0);
}

/** What rows in context are drawn from. */
export function corpusMaterial({ recipe, facts, prose, tokenizer }: Corpus, rareWeight: number): Material {
  return materialOf({
    facts,
    exposureOf: (fact) => recipeExposure(recipe, fact),
    rareWeight,
    prose,
    prompts: QUOTING_PROMPTS,
    tokenizer,
  });
}
