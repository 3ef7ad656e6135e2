import { describe, expect, it } from 'vitest';
import { gradients } from '@/lib/graph';
import { positionFeeds } from '@/lib/model/positions';
import { Random } from '@/lib/random';
import { evaluateGraph, testRuntime, type TypedTensor } from '@/test/support/evaluate-graph';
import { optimiser, tinyEngine, tinyModel, tinySegments } from '@/test/support/llama-tiny';
import type { SegmentData } from './batch';
import { packCheckpoint, unpackCheckpoint } from './checkpoint';
import { train, type TrainingPlan } from './loop';
import { warmupCosine } from './schedule';
import { NAME, buildLoss, decays } from './step';
import { Trainer, freshState } from './trainer';

const { config, parameters } = tinyModel('tied');
const segments = tinySegments();

const newTrainer = (frozen?: (name: string) => boolean) =>
  new Trainer(testRuntime(), config, optimiser, freshState(parameters, frozen), frozen);

describe('a training step', () => {
  it('repeated on one batch learns it by heart', async () => {
    const trainer = newTrainer();
    let result = await trainer.step(segments, 0.01);
    expect(result.loss).toBeGreaterThan(5);
    for (let step = 1; step < 60; step++) result = await trainer.step(segments, 0.01);
    expect(result).toMatchObject({ step: 60 });
    expect(result.loss).toBeLessThan(0.01);
    expect(result.segmentLosses.reduce((sum, loss) => sum + loss, 0)).toBeCloseTo(result.loss, 5);
    await trainer.dispose();
  });

  it.each<[string, (name: string) => boolean]>([
    ['the embedding table', (name) => name.includes('embed_tokens')],
    ['all but one block', (name) => !name.startsWith('model.layers.1.')],
  ])('leaves %s as it is, bit by bit, when frozen, and changes all the rest', async (_, frozen) => {
    const trainer = newTrainer(frozen);
    for (let step = 0; step < 3; step++) await trainer.step(segments, 0.01);
    const { parameters: after, first, second } = trainer.state();
    await trainer.dispose();
    for (const [name, { data }] of parameters) {
      const same = Buffer.from(after.get(name)!.data.buffer).equals(Buffer.from(data.buffer));
      expect([name, same]).toEqual([name, frozen(name)]);
      expect(first.has(name)).toBe(!frozen(name));
      if (frozen(name)) continue;
      expect(first.get(name)!.data.some((x) => x !== 0)).toBe(true);
      expect(second.get(name)!.data.some((x) => x !== 0)).toBe(true);
    }
  });

  it('that makes the loss no number says which one it was', async () => {
    const trainer = newTrainer();
    await trainer.step(segments, Infinity);
    await expect(trainer.step(segments, 1e-3)).rejects.toThrow(/^step 2: the loss is (NaN|-?Infinity)/);
    await trainer.dispose();
  });

  it('decays matrices, not norms or the embedding table', () => {
    expect(decays('model.layers.0.mlp.up_proj.weight', [2, 2])).toBe(true);
    expect(decays('lm_head.weight', [2, 2])).toBe(true);
    expect(decays('model.norm.weight', [2])).toBe(false);
    expect(decays('model.embed_tokens.weight', [2, 2])).toBe(false);
  });
});

describe('a vector in a prompt', () => {
  const random = new Random(3);
  const [segment] = segments as [SegmentData];
  const { batch, length, selected } = segment.shape;
  const at = [...segment.vectorMask!].flatMap((mask, i) => (mask ? [i] : []));

  /** Loss of the segment and its gradient with respect to the vectors. */
  async function lossAndGradient(vector: Float32Array) {
    const { graph } = buildLoss(config, [segment.shape], () => false);
    const loss = graph.outputs.find(({ name }) => name === NAME.loss)!.value;
    const input = graph.inputs.find(({ name }) => name === NAME.segment(0) + NAME.vector)!;
    graph.output('gradient', gradients(loss, [input])[0]!);
    const float = (data: Float32Array, ...shape: number[]): TypedTensor => ({
      dtype: 'float32',
      data,
      shape,
    });
    const feeds: Record<string, TypedTensor> = {
      's0.ids': { dtype: 'int64', data: segment.ids, shape: [batch, length] },
      's0.select': { dtype: 'int64', data: segment.select, shape: [selected] },
      's0.labels': { dtype: 'int64', data: segment.labels, shape: [selected] },
      's0.weights': float(segment.weights, selected),
      ...Object.fromEntries(
        positionFeeds(config, length).map(({ name, kind, data, shape }) => [
          `s0.${name}`,
          { dtype: kind, data, shape },
        ]),
      ),
      's0.vector_mask': { dtype: 'bool', data: segment.vectorMask!, shape: [batch, length, 1] },
      's0.vector': float(vector, batch, length, config.dModel),
    };
    for (const [name, { data, shape }] of parameters) feeds[name] = float(data, ...shape);
    const results = await evaluateGraph(graph, feeds);
    return { loss: results[NAME.loss]!.data[0]!, gradient: results.gradient!.data };
  }

  it('changes the loss as its gradient says, and reaches no other position', async () => {
    const { gradient } = await lossAndGradient(segment.vector!);
    const d = config.dModel;
    for (let position = 0; position < batch * length; position++) {
      const norm = Math.hypot(...gradient.subarray(position * d, (position + 1) * d));
      if (at.includes(position)) expect(norm).toBeGreaterThan(1e-3);
      else expect(norm).toBe(0);
    }
    for (let trial = 0; trial < 3; trial++) {
      const direction = gradient.map((g) => (g === 0 ? 0 : random.normal()));
      const moved = (by: number) =>
        lossAndGradient(segment.vector!.map((x, i) => x + by * direction[i]!)).then(({ loss }) => loss);
      const eps = 0.01;
      const numeric = ((await moved(eps)) - (await moved(-eps))) / (2 * eps);
      const slope = gradient.reduce((sum, g, i) => sum + g * direction[i]!, 0);
      expect(Math.abs(numeric - slope) / Math.hypot(...gradient)).toBeLessThan(5e-3);
    }
  });

  it('changes the logits of the model that was trained with it', async () => {
    const engine = tinyEngine('tied');
    const prompt = [3, 4, 5, 6];
    const logits = async (scale: number) => {
      const vector = new Float32Array(config.dModel).fill(scale);
      return (await engine.intervene([prompt], [{ row: 0, layers: [0], position: 1, vector }])).last.data;
    };
    const [a, b] = [await logits(1), await logits(-1)];
    expect(Math.max(...a.map((x, i) => Math.abs(x - b[i]!)))).toBeGreaterThan(0.1);
    await engine.dispose();
  });
});

describe('a checkpoint', () => {
  it('gives back the state bit by bit, and training goes on as if it had not been interrupted', async () => {
    const trainer = newTrainer();
    for (let step = 0; step < 3; step++) await trainer.step(segments, 0.01);
    const state = trainer.state();
    const restored = unpackCheckpoint(packCheckpoint(state, 'run'), 'run');
    expect(restored).toEqual(state);
    const second = new Trainer(testRuntime(), config, optimiser, restored);
    for (let step = 0; step < 3; step++)
      expect(await second.step(segments, 0.01)).toEqual(await trainer.step(segments, 0.01));
    await trainer.dispose();
    await second.dispose();
  });

  it('of another run, without a step, or cut off is refused', () => {
    const file = packCheckpoint(freshState(parameters), 'run');
    expect(() => unpackCheckpoint(file, 'other')).toThrow('belongs to a run with other settings or data');
    expect(() =>
      unpackCheckpoint(packCheckpoint({ ...freshState(parameters), step: NaN }, 'run'), 'run'),
    ).toThrow('the checkpoint names no step: NaN');
    expect(() => unpackCheckpoint(file.subarray(0, file.length - 1), 'run')).toThrow('is it cut off?');
  });
});

describe('the training loop', () => {
  const plan = (steps: number): TrainingPlan => ({ steps, batch: () => segments, learningRate: () => 1e-3 });

  it('saves and evaluates at their intervals and at the end', async () => {
    const trainer = newTrainer();
    const events: string[] = [];
    const finished = await train(trainer, plan(7), 2, {
      onStep: ({ step }) => events.push(`step ${step}`),
      save: async (t) => void events.push(`save ${t.state().step}`),
      saveEvery: 3,
      evaluate: async (_, step) => void events.push(`evaluate ${step}`),
      evaluateEvery: 2,
    });
    expect(finished).toBe(true);
    expect(events.filter((event) => !event.startsWith('step'))).toEqual([
      'save 1',
      'evaluate 4',
      'evaluate 6',
      'save 4',
      'evaluate 7',
      'save 5',
    ]);
    expect(events.filter((event) => event.startsWith('step'))).toHaveLength(5);
    await trainer.dispose();
  });

  it('stopped after a step saves it and says that it is not finished', async () => {
    const trainer = newTrainer();
    const stop = new AbortController();
    const saved: number[] = [];
    const finished = await train(trainer, plan(5), 0, {
      signal: stop.signal,
      onStep: ({ step }) => step === 2 && stop.abort(),
      save: async (t) => void saved.push(t.state().step),
    });
    expect(finished).toBe(false);
    expect(saved).toEqual([2]);
    await trainer.dispose();
  });

  it('does not save over the last good state when a step fails', async () => {
    const trainer = newTrainer();
    const saved: number[] = [];
    const failing: TrainingPlan = { ...plan(4), learningRate: (step) => (step < 2 ? 1e-3 : Infinity) };
    await expect(
      train(trainer, failing, 0, { saveEvery: 2, save: async (t) => void saved.push(t.state().step) }),
    ).rejects.toThrow(/^step 4: /);
    expect(saved).toEqual([2]);
    await trainer.dispose();
  });
});

describe('the learning rate', () => {
  it('climbs linearly and falls along half a cosine to zero', () => {
    const rate = warmupCosine(2, 4, 104);
    expect([0, 1, 3].map(rate)).toEqual([0.5, 1, 2]);
    expect(rate(4)).toBe(2);
    expect(rate(54)).toBeCloseTo(1, 12);
    expect(rate(104)).toBeCloseTo(0, 12);
    for (let step = 4; step < 104; step++) expect(rate(step + 1)).toBeLessThan(rate(step));
  });
});
