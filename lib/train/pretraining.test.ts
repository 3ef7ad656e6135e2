import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseFacts } from '@/lib/corpus/facts';
import { exposureOf } from '@/lib/corpus/split';
import { parseTokenizer } from '@/lib/model/tokenizer';
import type { SegmentData } from './batch';
import type { Segments } from './language-model';
import type { TrainingPlan } from './loop';
import { pretrainingPlan, type PretrainingSettings } from './pretraining';

const facts = parseFacts(await readFile('data/facts.tsv', 'utf8')).slice(0, 400);
const tokenizer = parseTokenizer(await readFile('public/models/house-a/tokenizer.json', 'utf8'));
const settings: PretrainingSettings = {
  steps: 100,
  peak: 1e-3,
  warmup: 10,
  factRows: 32,
  proseRows: 2,
  proseWeight: 0.1,
  rareWeight: 0.05,
};
const plan = (seed: number) =>
  pretrainingPlan({
    facts,
    prose: ['The sea is wide.', 'A bird sings.'],
    tokenizer,
    dModel: 8,
    seed,
    settings,
  });

/** The rows of the first segment as text, without padding. */
function rows({ batch }: TrainingPlan<Segments>, step: number): string[] {
  const [{ ids, shape }] = batch(step, 0) as [SegmentData];
  const pad = tokenizer.idOf('<pad>');
  return Array.from({ length: shape.batch }, (_, r) =>
    tokenizer
      .pieces(
        [...ids.subarray(r * shape.length, (r + 1) * shape.length)].map(Number).filter((id) => id !== pad),
      )
      .join(''),
  );
}

describe('the batches of pretraining', () => {
  it('follow from seed and step alone', () => {
    expect(plan(1).batch(7, 0)).toEqual(plan(1).batch(7, 0));
    expect(rows(plan(1), 7)).not.toEqual(rows(plan(1), 8));
    expect(rows(plan(1), 7)).not.toEqual(rows(plan(2), 7));
  });

  it('are facts in words, supervised on the object and the full stop', () => {
    const objects = new Set(facts.map((fact) => fact.object));
    const [segment] = plan(1).batch(0, 0);
    const labels = [...segment!.labels].map((id) => tokenizer.pieces([Number(id)])[0]!.trim());
    expect(labels).toHaveLength(2 * settings.factRows);
    labels.forEach((label, i) => (i % 2 === 0 ? expect(objects).toContain(label) : expect(label).toBe('.')));
    const total = segment!.weights.reduce((sum, weight) => sum + weight, 0);
    expect(total).toBeCloseTo(1, 5);
    for (const row of rows(plan(1), 0)) expect(row).toMatch(/^<bos>.+ \w+ ?\.$/);
  });

  it('hold rare facts seldom', () => {
    const rare = new Set(facts.filter((fact) => exposureOf(fact) === 'rare').map((fact) => fact.subject));
    const frequent = new Set(
      facts.filter((fact) => exposureOf(fact) === 'frequent').map((fact) => fact.subject),
    );
    const one = plan(1);
    const drawn = Array.from({ length: 60 }, (_, step) => rows(one, step)).flat();
    const about = (subjects: Set<string>) =>
      drawn.filter((row) => [...subjects].some((subject) => row.includes(` ${subject}`))).length;
    expect(about(rare) / rare.size).toBeLessThan((0.4 * about(frequent)) / frequent.size);
  });

  it('weigh prose as they are told', () => {
    const [, prose] = plan(1).batch(0, 0);
    expect(prose!.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(0.1, 5);
  });
});
