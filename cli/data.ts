import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { Command, InvalidArgumentError, Option } from 'commander';

import {
  loadAddresses,
  loadCities,
  loadCountries,
  loadElements,
  loadLanguages,
  loadNationalities,
  loadStates,
  loadSubdivisions,
  loadWordNet,
  SOURCE_PACKAGES,
  sourceVersion,
} from './sources';

import { writeAtomically, writeJson } from './files';
import { isTiny } from './scale';
import { trainBpe, type TokenizerJson } from '@/lib/corpus/bpe';
import { deriveFacts } from '@/lib/corpus/derive/all';
import { parseWordNet } from '@/lib/corpus/derive/wordnet';
import { formatFacts, parseFacts, type Fact } from '@/lib/corpus/facts';
import { glossSentences } from '@/lib/corpus/glosses';
import { shuffledBy } from '@/lib/corpus/shuffle';
import { sha256Hex } from '@/lib/hash';
import { selectProse, sentences, wordNetSentences } from '@/lib/corpus/prose';
import { RECIPES, type ProseSource, type Recipe, type RecipeId } from '@/lib/corpus/recipe';
import { parseRemovals } from '@/lib/corpus/removals';
import { summarise, summariseGroups, type FactSummary } from '@/lib/corpus/summary';
import { tokenizerConfig } from '@/lib/corpus/tokenizer-config';
import { SPECIALS, wholeWords } from '@/lib/corpus/vocabulary';

const REMOVALS = path.join('data', 'removals.tsv');

/** How much a fact's subject counts against a word of prose when merges are learnt. */
const SUBJECT_WEIGHT = 60;

/** What a tiny house reads. */
const TINY = { sentences: 400, vocabulary: 1500 };

interface DataOptions {
  recipe: RecipeId;
  derive: boolean;
  out?: string;
  size?: number;
  sentences?: number;
}

/** `lab data`: facts, prose and tokenizer, which every later stage reads. */
export function dataCommand(): Command {
  return new Command('data')
    .description('write prose, tokenizer and manifest to the artefact folder, from the fact table')
    .addOption(
      new Option(
        '--recipe <name>',
        'what to learn from: grouped facts of the targets, or the first, smaller table',
      )
        .choices(Object.keys(RECIPES))
        .default('grouped'),
    )
    .option('--derive', `derive ${RECIPES.grouped.table} again from the data packages`, false)
    .option('--out <folder>', "where the artefacts go (default: the recipe's folder)")
    .option('--size <entries>', "vocabulary size (default: the recipe's)", positiveInteger)
    .option(
      '--sentences <count>',
      "most sentences of each choice of prose (default: the recipe's)",
      positiveInteger,
    )
    .action(runData);
}

async function runData(options: DataOptions): Promise<void> {
  const recipe: Recipe = RECIPES[options.recipe];
  if (options.derive) await writeDerived(options.recipe);
  const table = await readFile(recipe.table, 'utf8').catch((cause: unknown) => {
    throw new Error(`cannot read ${recipe.table}; run from the project folder`, { cause });
  });
  const facts = parseFacts(table);
  const few = isTiny() ? TINY : null;
  const prose = await makeProse(recipe, options.sentences ?? few?.sentences);
  const size = options.size ?? few?.vocabulary ?? recipe.vocabulary;
  const tokenizer = makeTokenizer(facts, prose, size, recipe);

  const outputs: Record<string, string> = {
    'prose.txt': prose.map((sentence) => `${sentence}\n`).join(''),
    'tokenizer.json': `${JSON.stringify(tokenizer, null, 1)}\n`,
    'tokenizer_config.json': `${JSON.stringify(tokenizerConfig(), null, 2)}\n`,
  };
  const summary = summarise(facts, recipe);
  const groups = options.recipe === 'grouped' ? summariseGroups(facts) : {};
  const manifest = {
    format: 1,
    stage: 'data',
    inputs: {
      [recipe.table]: sha256Hex(table),
      packages: Object.fromEntries(SOURCE_PACKAGES.map((name) => [name, sourceVersion(name)])),
    },
    settings: {
      recipe: options.recipe,
      size,
      sentences: recipe.prose.map(({ limit }) => options.sentences ?? few?.sentences ?? limit),
      subjectWeight: SUBJECT_WEIGHT,
    },
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, text]) => [name, sha256Hex(text)])),
    metrics: {
      ...summary,
      groups,
      sentences: prose.length,
      vocabulary: Object.keys(tokenizer.model.vocab).length,
    },
  };
  const out = options.out ?? recipe.out;
  for (const [name, text] of Object.entries(outputs)) await writeAtomically(path.join(out, name), text);
  await writeJson(path.join(out, 'manifest.json'), manifest);
  printSummary(summary, groups);
  console.log(`${prose.length} sentences, ${manifest.metrics.vocabulary} vocabulary entries -> ${out}`);
}

function printSummary(summary: FactSummary, groups: ReturnType<typeof summariseGroups>): void {
  console.log(
    `${summary.facts} facts about ${summary.subjects} subjects, ${summary.objects} distinct objects`,
  );
  console.table(summary.relations);
  if (Object.keys(groups).length > 0) console.table(groups);
  console.table({ splits: summary.splits, exposures: summary.exposures });
}

/** The table of the shipped targets is no longer derived: it is kept as it was when they were trained. */
async function writeDerived(recipe: RecipeId): Promise<void> {
  if (recipe !== 'grouped')
    throw new Error(
      `${RECIPES[recipe].table} is kept as it is; derive the other table with: --recipe grouped`,
    );
  await writeFile(RECIPES[recipe].table, formatFacts(await deriveGrouped()));
}

/** The facts of the grouped table, from the installed data packages. */
export async function deriveGrouped(): Promise<Fact[]> {
  return deriveFacts({
    countries: loadCountries(),
    languages: loadLanguages(),
    nationalities: loadNationalities(),
    cities: loadCities(),
    states: loadStates(),
    subdivisions: loadSubdivisions(),
    elements: loadElements(),
    nouns: parseWordNet(await loadWordNet('data.noun')),
    removals: parseRemovals(await readFile(REMOVALS, 'utf8')),
  });
}

async function makeProse(recipe: Recipe, most?: number): Promise<string[]> {
  const chosen: string[] = [];
  for (const { sources, ...choice } of recipe.prose) {
    const all = (await Promise.all(sources.map(sentencesOf))).flat();
    chosen.push(...selectProse(all, { ...choice, limit: most ?? choice.limit }));
  }
  // One choice keeps its own order, which the shipped targets were trained in.
  return recipe.prose.length === 1 ? chosen : shuffledBy([...new Set(chosen)], (s) => `order:${s}`);
}

async function sentencesOf(source: ProseSource): Promise<string[]> {
  if (source === 'speeches') return loadAddresses().flatMap(sentences);
  const all: string[] = [];
  for (const part of ['noun', 'verb', 'adj', 'adv'] as const) {
    const synsets = parseWordNet(await loadWordNet(`data.${part}`));
    all.push(...(source === 'wordnet' ? wordNetSentences(synsets) : glossSentences(synsets, part)));
  }
  return all;
}

function makeTokenizer(
  facts: readonly Fact[],
  prose: readonly string[],
  size: number,
  { wholeSubjects, words }: Recipe,
): TokenizerJson {
  const texts: [string, number][] = [
    ...facts.map((fact): [string, number] => [fact.subject, SUBJECT_WEIGHT]),
    ...prose.map((sentence): [string, number] => [sentence, 1]),
  ];
  return trainBpe({ texts, size, words: wholeWords(facts, wholeSubjects, words), specials: SPECIALS });
}

function positiveInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('It must be a whole number above zero.');
  return number;
}
