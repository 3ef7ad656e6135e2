import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitOf } from '@/lib/corpus/split';
import { outputEffects } from '@/lib/measure/features/effect';
import type { FoundFeature } from '@/lib/measure/features/record';
import { Random } from '@/lib/random';
import { SPLITS } from '@/lib/words';
import { plainLlama } from '@/test/support/plain-llama';
import { logProbability, tinyTarget, type TinyTarget } from '@/test/support/tiny-target';
import { questionId } from '../identity';
import { feature } from '.';
import type { FeatureTruth } from './body';
import { featureMeasure } from './measure';
import { featureAnswer, firesOn, makesSay } from './wordings';
import { featureForms } from './forms';

let target: TinyTarget;
beforeAll(async () => {
  target = await tinyTarget(2);
});
afterAll(() => target.engine.dispose());

const found = (latent: number, cluster: string, score: number | null): FoundFeature => ({
  site: 'resid',
  layer: 1,
  latent,
  cluster,
  length: 2,
  vector: new Float32Array(16).fill(latent),
  measured: {
    label: score === null ? null : { phrase: `phrase ${latent}`, score, rivals: [] },
    output: [{ token: ' a', rise: 1 }],
  },
  detail: { density: 0.1, top: [], samples: [], promoted: [], suppressed: [], neighbours: [] },
});

describe('what adding a direction makes a model say', () => {
  it('is the rise of log-probabilities that a plain forward pass has, on average over the prompts', async () => {
    const { config, parameters, engine } = target;
    const prompts = [
      [1, 5, 6],
      [1, 9, 30, 41],
    ];
    const random = new Random(2);
    const steerings = [0, 1, 2].map((layer) => ({
      layer,
      vector: Float32Array.from({ length: 16 }, () => 2 * random.normal()),
    }));
    const effects = await outputEffects(engine, prompts, steerings, 3);
    steerings.forEach(({ layer, vector }, s) => {
      const rise = Array.from({ length: config.vocab }, (_, id) => id).map(() => 0);
      for (const prompt of prompts) {
        const own = plainLlama(config, parameters, prompt);
        const position = prompt.length - 1;
        const moved = own.resid[layer]![position]!.map((x, i) => x + vector[i]!);
        const { logits } = plainLlama(config, parameters, prompt, [{ layer, position, vector: moved }]);
        rise.forEach(
          (_, id) => (rise[id]! += (logProbability(logits, id) - logProbability(own.logits, id)) / 2),
        );
      }
      const best = [...rise.keys()].sort((a, b) => rise[b]! - rise[a]!).slice(0, 3);
      expect(effects[s]!.map(({ id }) => id)).toEqual(best);
      effects[s]!.forEach((effect) => expect(Math.abs(effect.rise - rise[effect.id]!)).toBeLessThan(1e-4));
    });
  });
});

describe('questions about features', () => {
  const features = Array.from({ length: 60 }, (_, i) =>
    found(i, `cluster ${Math.floor(i / 3)}`, i % 3 === 0 ? 0.2 : 0.9),
  );
  const draw = (split: (typeof SPLITS)[number]) =>
    featureMeasure.draw(
      { facts: [], split, exposureOf: () => 'frequent' },
      { ...target, features },
      1e6,
      new Random(1),
      [],
    );

  it('never split twins, and ask what a feature fires on where a label says it', () => {
    const all = SPLITS.flatMap((split) =>
      draw(split).flatMap((bodies) => bodies.map((body) => ({ split, ...body }))),
    );
    expect(new Set(all.map(({ latent }) => latent)).size).toBe(60);
    for (const { split, cluster } of all) expect(splitOf(cluster)).toBe(split);
    for (const { asks, latent } of all) if (asks === 'input') expect(latent % 3).not.toBe(0);
    expect(all.filter(({ asks }) => asks === 'output')).toHaveLength(60);
  });

  it('have the direction as it is added, and say so where there are no features', async () => {
    const [bodies] = draw('train');
    const [measured] = await featureMeasure.measure({ ...target, features }, bodies!);
    expect(measured!.given.vector).toEqual(
      features.find(({ latent }) => latent === bodies![0]!.latent)!.vector,
    );
    await expect(featureMeasure.measure(target, bodies!)).rejects.toThrow('lab -- sae');
  });

  it('have pages that know how long the direction is as it is added, and what neighbours fire on', async () => {
    const near = { site: 'resid' as const, layer: 1, latent: 2, cosine: 0.5 };
    const [first, ...others] = features;
    const among = [{ ...first!, detail: { ...first!.detail, neighbours: [near] } }, ...others];
    const place = { site: 'resid', layer: 1, latent: 0, cluster: '', asks: 'output' } as const;
    const { detail, givenAt } = await featureMeasure.detail!({ ...target, features: among }, place);
    expect(detail).toMatchObject({
      length: 2,
      neighbours: [{ ...near, label: { phrase: 'phrase 2', score: 0.9 } }],
    });
    expect(featureForms.detail.parse(detail)).toEqual(detail);
    expect(givenAt({})?.vector).toEqual(first!.vector);
  });
});

describe('a feature among others', () => {
  const body = { site: 'mlp', layer: 3, latent: 7, asks: 'input', cluster: 'mlp/3/7' } as const;
  const output = [
    { token: ' Rome', rise: 2 },
    { token: ' Lima', rise: 1 },
  ];
  const labelled = (score: number): FeatureTruth => ({
    label: { phrase: 'a city and in a fact', score, rivals: [] },
    output,
  });

  it('is called by its place, and found by the answer to what is asked', () => {
    expect(feature.title(body)).toBe('Feature MLP 3/7, what it fires on');
    expect(feature.text(body, labelled(0.8))).toBe('mlp 3 7\na city and in a fact');
    expect(feature.text({ ...body, asks: 'output' }, { label: null, output })).toBe('mlp 3 7\nRome, Lima');
    expect(feature.text(body, labelled(0.8), [firesOn('a town'), firesOn('a town'), 'no claim'])).toBe(
      'mlp 3 7\na city and in a fact\na town',
    );
  });

  it('stands with those whose label goes with them as well', () => {
    const fit = (truth: FeatureTruth) => feature.facetsOf(body, truth).label;
    expect([0.5, 0.69, 0.7, 0.9, 1].map((score) => fit(labelled(score)))).toEqual([
      '.5',
      '.5',
      '.7',
      '.9',
      '.9',
    ]);
    expect(fit({ label: null, output })).toBe('none');
  });

  it('leads to its other question and to both of each neighbour, whatever else is known of those', () => {
    const neighbour = { site: 'resid', layer: 1, latent: 2, cosine: 0.5 } as const;
    const detail = { ...found(7, 'c', 0.8).detail, neighbours: [neighbour] };
    const id = (of: Parameters<typeof feature.title>[0]) => questionId(feature, 'house-a', of);
    expect(feature.related!(body, detail).map(id)).toEqual([
      id({ ...body, asks: 'output', cluster: 'another' }),
      id({ site: 'resid', layer: 1, latent: 2, asks: 'input', cluster: 'c' }),
      id({ site: 'resid', layer: 1, latent: 2, asks: 'output', cluster: 'c', density: 0.1 }),
    ]);
  });
});

describe('an explanation of a feature', () => {
  const rivals = [{ phrase: 'a rival', score: 0.6 }];
  const labelled: FeatureTruth = { label: { phrase: 'a city', score: 0.8, rivals }, output: [] };
  const speaking: FeatureTruth = {
    label: null,
    output: [' Rome', ' Lima', ' Paris'].map((token) => ({ token, rise: 1 })),
  };

  it('is right with the label, partly with a rival, and carries how well each goes with the feature', () => {
    expect(feature.judge(featureAnswer(labelled), labelled)).toMatchObject({
      verdict: 'right',
      values: { score: 0.8 },
    });
    expect(feature.judge(firesOn('A rival'), labelled)).toMatchObject({
      verdict: 'partly',
      values: { score: 0.6 },
    });
    expect(feature.judge(firesOn('a town'), labelled)).toMatchObject({
      verdict: 'wrong',
      values: { score: 0 },
    });
    expect(feature.judge(makesSay(['a city']), labelled).verdict).toBe('unknown');
  });

  it('is right with the token that rises most, partly with another of the three', () => {
    expect(feature.judge(featureAnswer(speaking), speaking).verdict).toBe('right');
    expect(feature.judge(makesSay(['rome']), speaking).verdict).toBe('right');
    expect(feature.judge(makesSay(['Paris', 'Rome']), speaking).verdict).toBe('partly');
    expect(feature.judge(makesSay(['Oslo']), speaking).verdict).toBe('wrong');
    expect(feature.judge(makesSay(['']), speaking).verdict).toBe('wrong');
    expect(feature.judge('Rome', speaking).verdict).toBe('unknown');
  });
});
