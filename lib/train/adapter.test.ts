import { describe, expect, it } from 'vitest';
import { needed } from '@/lib/graph/encode';
import {
  adapterParameters,
  assembleAdapter,
  initialAdapter,
  mergeAdapter,
  withAdapter,
  type LoraSettings,
} from '@/lib/model/lora';
import type { Parameters } from '@/lib/model/parameters';
import { Random } from '@/lib/random';
import { testRuntime } from '@/test/support/evaluate-graph';
import { ids, largestDifference, optimiser, tinyModel, tinySegments } from '@/test/support/llama-tiny';
import { constants, runForward } from '@/test/support/run-forward';
import { languageModel, type Segments } from './language-model';
import { drawMasks } from './masks';
import { NAME } from './objective';
import { buildStep } from './step';
import { Trainer, freshState } from './trainer';

const { config, parameters: base } = tinyModel('untied');
const segments = tinySegments();
const settings: LoraSettings = { rank: 4, alpha: 16, targets: 'all-linear' };

const fresh = (lora: LoraSettings) => {
  const random = new Random(2);
  return adapterParameters(initialAdapter(config, lora, () => random.uniform()));
};
const newTrainer = (lora = settings, seed = 1) =>
  new Trainer(
    testRuntime(),
    languageModel({ config, frozen: base, lora }),
    optimiser,
    freshState(fresh(lora)),
    seed,
  );
const copyOf = (parameters: Parameters) =>
  new Map([...parameters].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]));

async function losses(trainer: Trainer<Segments>, steps: number): Promise<number[]> {
  const found: number[] = [];
  for (let step = 0; step < steps; step++) found.push((await trainer.step(segments, 0.01)).loss);
  return found;
}

describe('training an adapter', () => {
  it('learns, and leaves the base as it is, bit by bit', async () => {
    const before = copyOf(base);
    const trainer = newTrainer();
    const found = await losses(trainer, 40);
    expect(found.at(-1)).toBeLessThan(found[0]! / 4);
    expect(base).toEqual(before);
    const { parameters, first } = trainer.state();
    expect([...parameters.keys()]).toEqual([...fresh(settings).keys()]);
    expect([...first.keys()]).toEqual([...parameters.keys()]);
    await trainer.dispose();
  });

  it('asks for the gradients of its factors alone', () => {
    const objective = languageModel({ config, frozen: base, lora: { ...settings, targets: ['q_proj'] } });
    const own = fresh({ ...settings, targets: ['q_proj'] });
    const { graph } = buildStep('gradients', objective, segments, own, optimiser);
    const wanted = graph.outputs.map(({ name }) => name).filter((name) => name.startsWith(NAME.gradient('')));
    expect(wanted).toEqual([...own.keys()].map(NAME.gradient));
  });

  it('costs less the higher up it stands: nothing is differentiated below it', () => {
    const products = (targets: LoraSettings['targets']) => {
      const lora = { ...settings, targets };
      const objective = languageModel({ config, frozen: base, lora });
      const { graph } = buildStep('step', objective, segments, fresh(lora), optimiser);
      return needed(graph).nodes.filter(({ op }) => ['Gemm', 'MatMul'].includes(op.name)).length;
    };
    const forward = (() => {
      const { graph } = buildStep('loss', languageModel({ config }), segments, base, optimiser);
      return needed(graph).nodes.filter(({ op }) => ['Gemm', 'MatMul'].includes(op.name)).length;
    })();
    // In each of two segments: A and B forward; back, the gradients of B, of what goes into B, and of A.
    expect(products(['lm_head'])).toBe(forward + 2 * 5);
    const top = products('model\\.layers\\.1\\..*');
    const bottom = products('model\\.layers\\.0\\..*');
    expect(bottom).toBeGreaterThan(top + 10);
  });

  it('gives one that does merged what it does beside the weights', async () => {
    const trainer = newTrainer();
    await losses(trainer, 20);
    const adapter = assembleAdapter(config, settings, trainer.state().parameters);
    const merged = mergeAdapter(config, base, adapter);
    const whole = new Trainer(testRuntime(), languageModel({ config }), optimiser, freshState(merged));
    const [a, b] = [await trainer.evaluate(segments), await whole.evaluate(segments)];
    expect(Math.abs(a.loss - b.loss)).toBeLessThan(1e-4);
    const beside = await runForward(config, base, ids[0]!, (weights, graph) =>
      withAdapter(weights, constants(graph, adapterParameters(adapter)), adapter),
    );
    const inside = await runForward(config, merged, ids[0]!);
    expect(largestDifference(beside, inside)).toBeLessThan(1e-4);
    expect(largestDifference(beside, await runForward(config, base, ids[0]!))).toBeGreaterThan(0.1);
    await trainer.dispose();
    await whole.dispose();
  });

  it('refuses factors that are missing or misshapen', () => {
    const objective = languageModel({ config, frozen: base, lora: settings });
    const own = fresh(settings);
    const name = 'model.layers.0.mlp.up_proj.lora_B.weight';
    own.set(name, { shape: [4, 48], data: own.get(name)!.data });
    expect(() => objective.check(own)).toThrow(`${name} is [4, 48], but must be [48, 4]`);
    own.delete(name);
    expect(() => objective.check(own)).toThrow(`the parameter ${name} is missing`);
  });
});

describe('dropout', () => {
  const dropping = { ...settings, dropoutRate: 0.3 };

  it('is a function of seed and step', async () => {
    const [one, same, other, none] = [
      newTrainer(dropping),
      newTrainer(dropping),
      newTrainer(dropping, 2),
      newTrainer(),
    ];
    const found = await losses(one, 6);
    expect(await losses(same, 6)).toEqual(found);
    // B is zero at first, so that the first loss is that of the base.
    expect((await losses(other, 6)).slice(2)).not.toEqual(found.slice(2));
    expect((await losses(none, 6)).slice(2)).not.toEqual(found.slice(2));
    for (const trainer of [one, same, other, none]) await trainer.dispose();
  });

  it('draws other masks for each step and micro-batch, and goes on after a pause with those it would have had', async () => {
    const whole = newTrainer(dropping);
    const found = await losses(whole, 6);
    const first = newTrainer(dropping);
    await losses(first, 3);
    const objective = languageModel({ config, frozen: base, lora: dropping });
    const second = new Trainer(testRuntime(), objective, optimiser, first.state(), 1);
    expect(await losses(second, 3)).toEqual(found.slice(3));
    for (const trainer of [whole, first, second]) await trainer.dispose();
    const mask = [{ name: 'a', shape: [64], keep: 0.5 }];
    const drawn = [
      [1, 0, 0],
      [1, 0, 1],
      [1, 1, 0],
      [2, 0, 0],
    ].map(([seed, step, micro]) => String(drawMasks(mask, seed!, step!, micro!)[0]!.data));
    expect(new Set(drawn).size).toBe(4);
  });

  it('is off in evaluation', async () => {
    const trainer = newTrainer(dropping);
    await losses(trainer, 5);
    const without = new Trainer(
      testRuntime(),
      languageModel({ config, frozen: base, lora: settings }),
      optimiser,
      trainer.state(),
    );
    expect(await trainer.evaluate(segments)).toEqual(await without.evaluate(segments));
    await trainer.dispose();
    await without.dispose();
  });

  it.each([0.1, 0.5, 0.9])('keeps its share: %d', (keep) => {
    const [feed] = drawMasks([{ name: 'mask', shape: [300, 333], keep }], 4, 5, 6);
    const data = feed!.data as Uint8Array;
    const share = data.reduce((sum, x) => sum + x, 0) / data.length;
    // Five standard deviations.
    expect(Math.abs(share - keep)).toBeLessThan(5 * Math.sqrt((keep * (1 - keep)) / data.length));
    // Neighbours are independent: both are kept as often as the shares multiply to.
    const both = data.reduce((sum, x, i) => sum + (x & (data[i + 1] ?? 0)), 0) / data.length;
    expect(Math.abs(both - keep * keep)).toBeLessThan(0.01);
  });
});
