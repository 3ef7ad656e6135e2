import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseFacts } from '@/lib/corpus/facts';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import { Random } from '@/lib/random';
import { ConceptBank } from './bank';
import { NotedCorpus, type NotedRow } from './corpus';
import { labelFeature } from './label';

let tokenizer: Tokenizer;
let rows: NotedRow[];
let bank: ConceptBank;

beforeAll(async () => {
  tokenizer = parseTokenizer(await readFile('test/fixtures/house-a/tokenizer.json', 'utf8'));
  const facts = parseFacts(await readFile('data/grouped-facts.tsv', 'utf8'));
  const prose = ['The sea is wide and deep.', 'They walked quickly through the old town.'];
  const corpus = new NotedCorpus({ facts, prose, tokenizer });
  rows = Array.from({ length: 400 }, (_, i) => corpus.row(64, Random.stream(1, i)));
  bank = new ConceptBank(rows, 10);
});

describe('noted rows', () => {
  it('have concepts for every token but the first, which begins all rows', () => {
    for (const { ids, pieces, concepts } of rows) {
      expect(ids.length).toBeLessThanOrEqual(64);
      expect([pieces.length, concepts.length]).toEqual([ids.length, ids.length]);
      expect(concepts[0]).toEqual([]);
      concepts.slice(1).forEach((own, i) => {
        expect(own).toContain(`“${pieces[i + 1]!.trim()}”`);
        if (i > 0) expect(own).toContain(`after “${pieces[i]!.trim()}”`);
      });
    }
  });

  it('note what stands where: relations, subjects with their kinds, answers and the places before them', () => {
    const text = ({ pieces, concepts }: NotedRow, concept: string) =>
      pieces.filter((_, i) => concepts[i]!.includes(concept)).join('');
    const fact = rows.find(({ concepts }) => concepts.some((own) => own.includes('asked for currency')))!;
    expect(text(fact, 'a relation')).toMatch(/ currency/);
    const before = fact.concepts.findIndex((own) => own.includes('currency follows'));
    expect(fact.concepts[before]).toContain('an answer follows');
    if (before + 1 < fact.ids.length) {
      expect(fact.concepts[before + 1]).toContain('a currency');
      expect(fact.concepts[before]).toContain(`“${fact.pieces[before + 1]!.trim()}” follows`);
    }
    const names = new Set(bank.names);
    for (const wanted of ['a subject', 'a city', 'an option', 'in a fact', 'an article', 'a currency'])
      expect(names).toContain(wanted);
    expect(bank.names.some((name) => name.startsWith('continent: '))).toBe(true);
  });
});

describe('a label', () => {
  const concept = (name: string) => bank.names.indexOf(name);
  const where = (holds: (own: Set<string>) => boolean, noise = 0) => {
    const random = new Random(3);
    const tokens: number[] = [];
    for (let token = 0; token < bank.tokens; token++) {
      const own = new Set([...bank.of(token)].map((number) => bank.names[number]!));
      if (holds(own) ? random.uniform() >= noise : random.uniform() < noise / 50) tokens.push(token);
    }
    const values = Float32Array.from(tokens, () => 1 + random.uniform());
    return { tokens: Int32Array.from(tokens), values };
  };

  it('names the concept that a feature is active on, with its correlation, and rivals that are no better', () => {
    const found = labelFeature(
      bank,
      where((own) => own.has('a city')),
    )!;
    expect(found.phrase).toBe('a city');
    expect(found.score).toBeGreaterThan(0.9);
    expect(found.rivals.length).toBeGreaterThan(0);
    for (const rival of found.rivals) expect(rival.score).toBeLessThanOrEqual(found.score);
  });

  it('combines concepts where one is not enough, and does not where it is', () => {
    const either = labelFeature(
      bank,
      where((own) => own.has('an article') || own.has('a punctuation mark')),
    )!;
    const orders = ['an article or a punctuation mark', 'a punctuation mark or an article'];
    expect(orders).toContain(either.phrase);
    // The same in another order is no rival.
    for (const { phrase } of either.rivals) expect(orders).not.toContain(phrase);
    const both = labelFeature(
      bank,
      where((own) => own.has('a subject') && own.has('in a fact'), 0.1),
    )!;
    expect(both.phrase).toMatch(/a subject/);
    expect(both.score).toBeGreaterThan(0.8);
  });

  it('has the correlation of its definition', () => {
    const firing = where((own) => own.has('a currency'), 0.3);
    const found = labelFeature(bank, firing)!;
    const active = new Float64Array(bank.tokens);
    firing.tokens.forEach((token, i) => (active[token] = firing.values[i]!));
    const held = Array.from({ length: bank.tokens }, (_, token) =>
      Number(bank.of(token).includes(concept(found.phrase))),
    );
    expect(found.score).toBeCloseTo(pearson([...active], held), 5);
  });

  it('is none where nothing goes with a feature', () => {
    expect(labelFeature(bank, { tokens: new Int32Array(), values: new Float32Array() })).toBeNull();
  });
});

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (x: readonly number[]) => x.reduce((s, v) => s + v, 0) / x.length;
  const [ma, mb] = [mean(a), mean(b)];
  const cov = mean(a.map((v, i) => (v - ma) * (b[i]! - mb)));
  return cov / Math.sqrt(mean(a.map((v) => (v - ma) ** 2)) * mean(b.map((v) => (v - mb) ** 2)));
}
