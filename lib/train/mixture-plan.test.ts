import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { materialOf } from '@/lib/corpus/mixture/material';
import { parseFacts } from '@/lib/corpus/facts';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { kindsAt, mixturePlan, stepsOf, type MixtureSettings } from './mixture-plan';

const tokenizer = parseTokenizer(await readFile('test/fixtures/house-a/tokenizer.json', 'utf8'));
const facts = parseFacts(await readFile('data/facts.tsv', 'utf8')).slice(0, 300);
const material = materialOf({
  facts,
  exposureOf: ({ subject }) => (subject < 'C' ? 'rare' : 'frequent'),
  rareWeight: 0.05,
  prose: ['The sea is wide.'],
  prompts: ['What comes after <<<{text}>>>?'],
  tokenizer,
});
const settings: MixtureSettings = {
  warmup: 2,
  rareWeight: 0.05,
  stages: [
    { steps: 3, rate: 1e-3, kinds: { lookup: { rows: 4, length: 16, weight: 1 } } },
    {
      steps: 5,
      rate: 2e-3,
      kinds: {
        context: { rows: 3, length: 64, weight: 1 },
        bare: { rows: 4, length: 32, weight: 0.5 },
      },
    },
  ],
};
const plan = (seed = 1) => mixturePlan({ material, dModel: 8, padId: 0, seed, settings });

describe('pretraining in stages', () => {
  it('has the rows of the stage that a step is in, and a name for each part of the loss', () => {
    expect(stepsOf(settings)).toBe(8);
    expect(plan().steps).toBe(8);
    for (const [step, kinds] of [
      [0, ['lookup']],
      [2, ['lookup']],
      [3, ['bare', 'context']],
      [7, ['bare', 'context']],
    ] as const) {
      expect(plan().parts!(step)).toEqual(kinds);
      expect(plan().batch(step, 0)).toHaveLength(kinds.length);
    }
    expect(() => kindsAt(settings, 8)).toThrow('no stage for step 8');
  });

  it('has a rate for each stage, reached anew, which falls in the last', () => {
    const rates = Array.from({ length: 8 }, (_, step) => plan().learningRate(step));
    expect(Math.max(...rates.slice(0, 3))).toBeCloseTo(1e-3, 6);
    expect(rates[3]).toBeLessThan(2e-3);
    expect(Math.max(...rates.slice(3))).toBeLessThanOrEqual(2e-3);
    expect(rates[7]).toBeLessThan(rates[5]!);
  });

  it('follows from seed and step alone', () => {
    expect(plan().batch(4, 0)).toEqual(plan().batch(4, 0));
    expect(plan().batch(4, 0)).not.toEqual(plan().batch(5, 0));
    expect(plan(2).batch(4, 0)).not.toEqual(plan().batch(4, 0));
  });

  it('gives each kind its share of the loss, whatever its rows hold', () => {
    const [bare, context] = plan().batch(4, 0);
    const sum = (weights: Float32Array) => weights.reduce((a, b) => a + b, 0);
    expect(sum(bare!.weights)).toBeCloseTo(0.5, 5);
    expect(sum(context!.weights)).toBeCloseTo(1, 5);
  });

  it('learns nothing from padding, nor from what is only read', () => {
    const [lookup] = plan().batch(0, 0);
    const learned = lookup!.weights.filter((weight) => weight > 0).length;
    expect(learned).toBeGreaterThan(0);
    expect(learned).toBeLessThan(lookup!.tokens / 2);
  });
});
