import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { Command, InvalidArgumentError } from 'commander';

import {
  loadAddresses,
  loadCities,
  loadCountries,
  loadStates,
  loadSubdivisions,
  loadWordNet,
  SOURCE_PACKAGES,
  sourceVersion,
} from './sources';

import { trainBpe, type TokenizerJson } from '@/lib/corpus/bpe';
import { deriveFacts } from '@/lib/corpus/derive/all';
import { parseWordNet } from '@/lib/corpus/derive/wordnet';
import { formatFacts, parseFacts, type Fact } from '@/lib/corpus/facts';
import { sha256Hex } from '@/lib/hash';
import { PROSE_DEFAULTS, selectProse, sentences, wordNetSentences } from '@/lib/corpus/prose';
import { summarise } from '@/lib/corpus/summary';
import { tokenizerConfig } from '@/lib/corpus/tokenizer-config';
import { SPECIALS, wholeWords } from '@/lib/corpus/vocabulary';

const FACTS = path.join('data', 'facts.tsv');

/** How much a fact's subject counts against a word of prose when merges are learnt. */
const SUBJECT_WEIGHT = 60;

interface DataOptions {
  derive: boolean;
  out: string;
  size: number;
  sentences: number;
}

/** `lab data`: facts, prose and tokenizer, which every later stage reads. */
export function dataCommand(): Command {
  return new Command('data')
    .description('write prose, tokenizer and manifest to the artefact folder, from the fact table')
    .option('--derive', `derive ${FACTS} again from the data packages`, false)
    .option('--out <folder>', 'where the artefacts go', path.join('artefacts', 'data'))
    .option('--size <entries>', 'vocabulary size', positiveInteger, 2560)
    .option('--sentences <count>', 'most sentences of prose', positiveInteger, PROSE_DEFAULTS.limit)
    .action(runData);
}

async function runData(options: DataOptions): Promise<void> {
  if (options.derive) {
    const derived = formatFacts(await derive());
    await mkdir(path.dirname(FACTS), { recursive: true });
    await writeFile(FACTS, derived);
  }
  const table = await readFile(FACTS, 'utf8').catch((cause: unknown) => {
    throw new Error(
      `cannot read ${FACTS}; run from the project folder, or write the table with: lab data --derive`,
      { cause },
    );
  });
  const facts = parseFacts(table);
  const prose = await makeProse(options.sentences);
  const tokenizer = makeTokenizer(facts, prose, options.size);

  const outputs: Record<string, string> = {
    'prose.txt': prose.map((sentence) => `${sentence}\n`).join(''),
    'tokenizer.json': `${JSON.stringify(tokenizer, null, 1)}\n`,
    'tokenizer_config.json': `${JSON.stringify(tokenizerConfig(), null, 2)}\n`,
  };
  const summary = summarise(facts);
  const manifest = {
    format: 1,
    stage: 'data',
    inputs: {
      [FACTS]: sha256Hex(table),
      packages: Object.fromEntries(SOURCE_PACKAGES.map((name) => [name, sourceVersion(name)])),
    },
    settings: { size: options.size, sentences: options.sentences, subjectWeight: SUBJECT_WEIGHT },
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, text]) => [name, sha256Hex(text)])),
    metrics: { ...summary, sentences: prose.length, vocabulary: Object.keys(tokenizer.model.vocab).length },
  };
  await mkdir(options.out, { recursive: true });
  for (const [name, text] of Object.entries(outputs)) await writeFile(path.join(options.out, name), text);
  await writeFile(path.join(options.out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  console.log(
    `${summary.facts} facts of ${Object.keys(summary.relations).length} relations, ${manifest.metrics.sentences} sentences, ` +
      `${manifest.metrics.vocabulary} vocabulary entries -> ${options.out}`,
  );
}

async function derive(): Promise<Fact[]> {
  return deriveFacts({
    countries: loadCountries(),
    cities: loadCities(),
    states: loadStates(),
    subdivisions: loadSubdivisions(),
    nouns: parseWordNet(await loadWordNet('data.noun')),
  });
}

async function makeProse(limit: number): Promise<string[]> {
  const all = loadAddresses().flatMap(sentences);
  for (const file of ['data.noun', 'data.verb', 'data.adj', 'data.adv'] as const) {
    all.push(...wordNetSentences(parseWordNet(await loadWordNet(file))));
  }
  return selectProse(all, { ...PROSE_DEFAULTS, limit });
}

function makeTokenizer(facts: readonly Fact[], prose: readonly string[], size: number): TokenizerJson {
  const texts: [string, number][] = [
    ...facts.map((fact): [string, number] => [fact.subject, SUBJECT_WEIGHT]),
    ...prose.map((sentence): [string, number] => [sentence, 1]),
  ];
  return trainBpe({ texts, size, words: wholeWords(facts), specials: SPECIALS });
}

function positiveInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('It must be a whole number above zero.');
  return number;
}
