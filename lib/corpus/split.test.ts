import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { parseFacts } from '@/lib/corpus/facts';
import { exposureOf, splitOf } from '@/lib/corpus/split';

const facts = parseFacts(readFileSync('data/facts.tsv', 'utf8'));
const subjects = [...new Set(facts.map((f) => f.subject))];

it('gives a tenth of the subjects to validation and a fifth to test', () => {
  const share = (split: string): number =>
    subjects.filter((s) => splitOf(s) === split).length / subjects.length;
  expect(share('train')).toBeCloseTo(0.7, 1);
  expect(share('validation')).toBeCloseTo(0.1, 1);
  expect(share('test')).toBeCloseTo(0.2, 1);
});

it('puts subjects where earlier versions put them, or published questions would change sides', () => {
  const subjects = ['France', 'Chicago', 'Spain'];
  expect(subjects.map(splitOf)).toEqual(['train', 'validation', 'test']);
});

it('has questions of every relation in every split', () => {
  const cells = new Map<string, number>();
  for (const f of facts)
    cells.set(
      `${f.relation} ${splitOf(f.subject)}`,
      (cells.get(`${f.relation} ${splitOf(f.subject)}`) ?? 0) + 1,
    );
  expect(cells.size).toBe(14 * 3);
  expect(Math.min(...cells.values())).toBeGreaterThanOrEqual(5);
});

it('makes a fifth of the facts rare, whatever their split', () => {
  for (const split of ['train', 'test']) {
    const here = facts.filter((f) => splitOf(f.subject) === split);
    expect(here.filter((f) => exposureOf(f) === 'rare').length / here.length).toBeCloseTo(0.2, 1);
  }
});
