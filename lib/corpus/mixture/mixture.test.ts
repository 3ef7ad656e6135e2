import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { trainBpe } from '@/lib/corpus/bpe';
import { parseFacts, type Fact } from '@/lib/corpus/facts';
import { RECIPES, recipeExposure } from '@/lib/corpus/recipe';
import { mixtureWords, SPECIALS, wholeWords } from '@/lib/corpus/vocabulary';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import { Random } from '@/lib/random';
import { PATCH_WORDINGS } from '@/lib/task/patch/wordings';
import { materialOf } from './material';
import { QUOTING_PROMPTS } from './prompts';
import { drawRow, ROW_KINDS, type Material } from './mixture';

const PROSE = ['The sea is wide and deep.', 'A bird sings in the tree before the sun comes up.'];

let facts: Fact[];
let tokenizer: Tokenizer;
let material: Material;

beforeAll(async () => {
  const all = parseFacts(await readFile(RECIPES.grouped.table, 'utf8'));
  facts = all.filter(({ subject }) => subject < 'Ar');
  const json = trainBpe({
    texts: PROSE.map((sentence) => [sentence, 1] as const),
    size: 1200,
    words: wholeWords(facts, 0.4, mixtureWords),
    specials: SPECIALS,
  });
  tokenizer = parseTokenizer(JSON.stringify(json));
  material = materialOf({
    facts,
    exposureOf: (fact) => recipeExposure(RECIPES.grouped, fact),
    rareWeight: 0.05,
    prose: PROSE,
    prompts: QUOTING_PROMPTS,
    tokenizer,
  });
});

const rows = (kind: (typeof ROW_KINDS)[number], count = 200) =>
  Array.from({ length: count }, (_, i) => drawRow(kind, 72, material, Random.stream(1, kind, i)));

/** The learned tokens of a row as text, each with what is before it. */
function learned({ ids, weights }: { ids: number[]; weights: number[] }) {
  return weights.flatMap((weight, i) =>
    weight === 1
      ? [{ before: tokenizer.decode(ids.slice(0, i)), word: tokenizer.decode([ids[i]!]).trim() }]
      : [],
  );
}

describe('rows in context', () => {
  it.each(ROW_KINDS)('of kind %s begin a row, fit it, and teach something', (kind) => {
    for (const row of rows(kind)) {
      expect(row.ids[0]).toBe(material.bosId);
      expect(row.weights).toHaveLength(row.ids.length);
      expect(row.weights[0]).toBe(0);
      expect(row.ids.length).toBeLessThanOrEqual(72);
    }
    expect(rows(kind).some(({ weights }) => weights.some((weight) => weight > 0))).toBe(true);
  });

  it('follow from their generator alone', () => {
    expect(rows('context', 3)).toEqual(rows('context', 3));
    expect(rows('context', 2)[0]).not.toEqual(rows('context', 2)[1]);
  });

  it('never show an unseen fact: not stated, not asked, not as the right one of options', () => {
    const unseen = facts.filter((fact) => recipeExposure(RECIPES.grouped, fact) === 'unseen');
    expect(unseen.length).toBeGreaterThan(20);
    const text = ROW_KINDS.flatMap((kind) => rows(kind).map(({ ids }) => tokenizer.decode(ids))).join('\n');
    for (const { relation, subject, object } of unseen) {
      expect(text).not.toContain(`The ${relation} of ${subject} is ${object}`);
      expect(text).not.toContain(`what is the ${relation} of ${subject}?`);
      expect(text).not.toContain(`For ${subject} the ${relation} is`);
    }
  });

  it('state facts at many offsets, and quote them in the very wordings of prompts', () => {
    expect(QUOTING_PROMPTS).toEqual(expect.arrayContaining([...PATCH_WORDINGS]));
    const texts = rows('context').map((row) => tokenizer.decode(row.ids));
    const offsets = new Set(
      rows('context').flatMap(({ weights }) => weights.flatMap((w, i) => (w === 1 ? [i] : []))),
    );
    expect(offsets.size).toBeGreaterThan(40);
    expect(texts.some((text) => /when processing the text ?<<</.test(text))).toBe(true);
    expect(texts.some((text) => /Predict the output of ?<<</.test(text))).toBe(true);
  });

  /** What questions of a kind are answered by, counted: the true one, whatever the hint, and the hint where no fact is known. */
  function countHints(kind: 'choices' | 'guided') {
    const byQuestion = new Map(
      facts.map((fact) => [`the ${fact.relation} of ${fact.subject}?`, fact.object]),
    );
    let [asked, hinted, misled, unknown] = [0, 0, 0, 0];
    for (const { before, word } of rows(kind).flatMap(learned)) {
      const question = before.slice(before.lastIndexOf('Question:'));
      const parts = /what is (the .+\?) Options: (.+?)\.(?: Hint: (\w+)\.)? Answer:$/.exec(question);
      expect(parts, question).not.toBeNull();
      const [, about, options, hint] = parts!;
      const truth = byQuestion.get(about!);
      const named = new Map(
        options!
          .split(', ')
          .map((option) => option.split(' ') as [string, string?])
          .map(([o, letter]) => [letter ?? o, o]),
      );
      if (truth === undefined) {
        expect(word, question).toBe(hint);
        unknown++;
        continue;
      }
      expect(named.get(word)).toBe(truth);
      asked++;
      if (hint) hinted++;
      if (hint && hint !== word) misled++;
    }
    return { asked, hinted, misled, unknown };
  }

  it('answer a question with options by the true one, whatever the hint, and by the hint where no fact is known', () => {
    const { hinted, misled, unknown } = countHints('choices');
    expect(unknown).toBeGreaterThan(5);
    expect(hinted).toBeGreaterThan(50);
    expect(misled / hinted).toBeGreaterThan(0.3);
    expect(misled / hinted).toBeLessThan(0.7);
  });

  it('of the guided kind have a hint each, one in ten of them wrong', () => {
    const { asked, hinted, misled } = countHints('guided');
    expect(asked).toBeGreaterThan(100);
    expect(hinted).toBe(asked);
    expect(misled / hinted).toBeGreaterThan(0.04);
    expect(misled / hinted).toBeLessThan(0.18);
  });

  it('say of two things that they are the same as often as not', () => {
    const answers = rows('comparison')
      .flatMap(learned)
      .filter(({ word }) => word === 'same' || word === 'different');
    const same = answers.filter(({ word }) => word === 'same').length / answers.length;
    expect(same).toBeGreaterThan(0.42);
    expect(same).toBeLessThan(0.58);
    for (const { before, word } of answers) {
      const pair = /([A-Za-z]+), ([A-Za-z]+)\. Same or different\? Answer:$/.exec(before);
      if (pair) expect(pair[1] === pair[2]).toBe(word === 'same');
    }
  });

  it('compare in short rows what stands in them, words alone', () => {
    const short = Array.from({ length: 50 }, (_, i) =>
      drawRow('comparison', 14, material, Random.stream(1, i)),
    );
    for (const { ids } of short)
      expect(tokenizer.decode(ids)).toMatch(/^<bos> ?[A-Za-z]+, [A-Za-z]+\. Same or/);
  });

  it('give back what stood in the row: keys have their values, names their facts, letters their options', () => {
    for (const { before, word } of (['copying', 'lookup', 'induction', 'retrieval'] as const).flatMap(
      (kind) => rows(kind).flatMap(learned),
    ))
      expect(` ${before} `.split(/[^A-Za-z]+/), before).toContain(word);
  });
});
