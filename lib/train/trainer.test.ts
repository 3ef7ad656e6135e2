import { describe, expect, it } from 'vitest';
import { gradients } from '@/lib/graph';
import { Random } from '@/lib/random';
import { evaluateGraph, testRuntime, type TypedTensor } from '@/test/support/evaluate-graph';
import { optimiser, tinyEngine, tinyModel, tinySegments } from '@/test/support/llama-tiny';
import { layOut, layOutParts, type Example, type SegmentData } from './batch';
import { languageModel } from './language-model';
import { divide, NAME } from './objective';
import { initialProjection } from '@/lib/model/projection';
import { buildStep } from './step';
import { Trainer, freshState } from './trainer';

const { config, parameters } = tinyModel('tied');
const segments = tinySegments();

function newTrainer(isFrozen: (name: string) => boolean = () => false, from = parameters) {
  const { frozen, trained } = divide(from, isFrozen);
  return new Trainer(testRuntime(), languageModel({ config, frozen }), optimiser, freshState(trained));
}

const bytes = ({ data }: { data: Float32Array }) =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength);

describe('a training step', () => {
  it('repeated on one batch learns it by heart', async () => {
    const trainer = newTrainer();
    let result = await trainer.step(segments, 0.01);
    expect(result.loss).toBeGreaterThan(5);
    expect(result.size).toBe(segments[0]!.tokens + segments[1]!.tokens);
    for (let step = 1; step < 60; step++) result = await trainer.step(segments, 0.01);
    expect(result).toMatchObject({ step: 60 });
    expect(result.loss).toBeLessThan(0.01);
    expect(result.parts.reduce((sum, loss) => sum + loss, 0)).toBeCloseTo(result.loss, 5);
    await trainer.dispose();
  });

  it.each<[string, (name: string) => boolean]>([
    ['the embedding table', (name) => name.includes('embed_tokens')],
    ['all but one block', (name) => !name.startsWith('model.layers.1.')],
  ])('leaves %s as it is, bit by bit, when frozen, and changes all the rest', async (_, isFrozen) => {
    const { frozen, trained } = divide(parameters, isFrozen);
    const before = new Map([...frozen].map(([name, parameter]) => [name, Buffer.from(bytes(parameter))]));
    const objective = languageModel({ config, frozen });
    const trainer = new Trainer(testRuntime(), objective, optimiser, freshState(trained));
    for (let step = 0; step < 3; step++) await trainer.step(segments, 0.01);
    const after = trainer.state();
    await trainer.dispose();
    for (const [name, parameter] of frozen) expect(bytes(parameter).equals(before.get(name)!)).toBe(true);
    expect([...after.parameters.keys()]).toEqual([...trained.keys()]);
    for (const [name, parameter] of trained) {
      expect([name, bytes(after.parameters.get(name)!).equals(bytes(parameter))]).toEqual([name, false]);
      expect(after.first.get(name)!.data.some((x) => x !== 0)).toBe(true);
      expect(after.second.get(name)!.data.some((x) => x !== 0)).toBe(true);
    }
  });

  it('costs frozen parameters no gradient, no moments and no output', () => {
    const { frozen, trained } = divide(parameters, (name) => !name.startsWith('model.layers.1.'));
    const { graph } = buildStep('step', languageModel({ config, frozen }), segments, trained, optimiser);
    const about = (name: string) => graph.outputs.some((output) => output.name === NAME.updated(name));
    for (const name of frozen.keys()) expect(about(name)).toBe(false);
    for (const name of trained.keys()) expect(about(name)).toBe(true);
    expect(graph.inputs.filter(({ name }) => /^[mv]:/.test(name))).toHaveLength(2 * trained.size);
  });

  it('refuses a parameter that the loss does not use', async () => {
    const projection = { width: config.dModel, layers: [3] };
    const trained = new Map([...parameters, ...initialProjection(config.dModel, projection, () => 0)]);
    const objective = languageModel({ config, projection });
    const trainer = new Trainer(testRuntime(), objective, optimiser, freshState(trained));
    const withoutVectors = segments.filter(({ shape }) => shape.vectors === 0);
    await expect(trainer.step(withoutVectors, 0.01)).rejects.toThrow(
      'vector_projection.3.weight is trained, but the loss of this batch does not use it',
    );
    await trainer.dispose();
  });

  it('evaluates without changing anything', async () => {
    const trainer = newTrainer();
    const before = trainer.state();
    const { loss, parts } = await trainer.evaluate(segments);
    expect(trainer.state()).toEqual(before);
    const step = await trainer.step(segments, 0.01);
    expect(loss).toBeCloseTo(step.loss, 5);
    expect(parts).toHaveLength(2);
    expect((await trainer.evaluate(segments)).loss).toBeLessThan(loss);
    await trainer.dispose();
  });
});

describe('gradient accumulation', () => {
  const random = new Random(5);
  const examples: Example[] = Array.from({ length: 8 }, () => {
    const length = 4 + random.integer(5);
    return {
      ids: Array.from({ length }, () => random.integer(config.vocab)),
      answerStart: 1 + random.integer(length - 2),
    };
  });
  const shape = (batch: number) => ({ batch, length: 8, selected: 8 * batch, vectors: 0 });

  it.each([2, 4])('over %i micro-batches goes where one large batch goes', async (k) => {
    const [whole, parted] = [newTrainer(), newTrainer()];
    const large = [layOut(examples, shape(8), config.dModel, 0)];
    const parts = layOutParts(examples, shape(8 / k), k, config.dModel, 0).map((segment) => [segment]);
    for (let step = 0; step < 5; step++) {
      for (const part of parts.slice(0, -1)) await parted.accumulate(part);
      const found = await parted.step(parts.at(-1)!, 0.003);
      const wanted = await whole.step(large, 0.003);
      expect(found.step).toBe(wanted.step);
      expect(found.size).toBe(wanted.size);
      expect(Math.abs(found.loss - wanted.loss)).toBeLessThan(1e-5);
      expect(Math.abs(found.gradientNorm / wanted.gradientNorm - 1)).toBeLessThan(1e-5);
    }
    const [a, b] = [whole.state().parameters, parted.state().parameters];
    for (const [name, { data }] of a) {
      const difference = Math.hypot(...data.map((x, i) => x - b.get(name)!.data[i]!));
      expect([name, difference / Math.hypot(...data) < 1e-5]).toEqual([name, true]);
    }
    await whole.dispose();
    await parted.dispose();
  });

  it('has the gradient of the large batch to 1e-6', async () => {
    const norm = async (batches: SegmentData[]) => {
      const trainer = newTrainer();
      for (const batch of batches.slice(0, -1)) await trainer.accumulate([batch]);
      await trainer.step([batches.at(-1)!], 0);
      // After the first step from zero moments, the mean of the gradient is (1 - beta1) times the clipped gradient.
      const { first } = trainer.state();
      await trainer.dispose();
      return [...first.values()].flatMap(({ data }) => [...data]);
    };
    const one = await norm([layOut(examples, shape(8), config.dModel, 0)]);
    const four = await norm(layOutParts(examples, shape(2), 4, config.dModel, 0));
    const difference = Math.hypot(...one.map((x, i) => x - four[i]!));
    expect(difference / Math.hypot(...one)).toBeLessThan(1e-6);
  });
});

describe('a step whose loss is not finite', () => {
  const named = segments.map((segment, i) => ({ ...segment, names: [`first of ${i}`, `second of ${i}`] }));
  const changed = (name: string, value: number) => {
    const { shape, data } = parameters.get(name)!;
    return new Map([...parameters, [name, { shape, data: data.map(() => value) }]]);
  };

  it('names the parameter that is not finite, the examples and the step', async () => {
    const trainer = newTrainer(undefined, changed('model.layers.1.mlp.up_proj.weight', NaN));
    await expect(trainer.step(named, 0.01)).rejects.toThrow(
      /^step 1: the loss is NaN, .*first not finite: the parameter model\.layers\.1\.mlp\.up_proj\.weight; examples: first of 0, second of 0, first of 1, second of 1\./,
    );
    await trainer.dispose();
  });

  it('names the first gradient that is not finite where the parameters are, and leaves the state as it was', async () => {
    // Logits that overflow.
    const trainer = newTrainer(undefined, changed('model.norm.weight', 3e38));
    const before = trainer.state();
    await expect(trainer.step(named, 0.01)).rejects.toThrow(
      /^step 1: .*first not finite: the gradient of model\.embed_tokens\.weight; /,
    );
    expect(trainer.state()).toEqual(before);
    await expect(trainer.accumulate(named).then(() => trainer.step(named, 0.01))).rejects.toThrow(
      'in micro-batch 0',
    );
    expect(trainer.state()).toEqual(before);
    await trainer.dispose();
  });

  it('is refused before it is taken at a learning rate that is not finite', async () => {
    const trainer = newTrainer();
    await expect(trainer.step(named, Infinity)).rejects.toThrow('step 1: the learning rate is Infinity');
    await trainer.dispose();
  });
});

describe('a vector in a prompt', () => {
  const random = new Random(3);
  const [segment] = segments as [SegmentData];
  const vectors = segment.vectors!;

  /** Loss of the segment and its gradient with respect to the vectors. */
  async function lossAndGradient(data: Float32Array) {
    const objective = languageModel({ config });
    const { graph } = buildStep('loss', objective, [segment], parameters, optimiser);
    const loss = graph.outputs.find(({ name }) => name === NAME.loss)!.value;
    const input = graph.inputs.find(({ name }) => name === 's0.vectors')!;
    graph.output('gradient', gradients(loss, [input])[0]!);
    const feeds: Record<string, TypedTensor> = {};
    for (const feed of objective.feeds([{ ...segment, vectors: { ...vectors, data } }]))
      feeds[feed.name] = { dtype: feed.kind, data: feed.data, shape: feed.shape };
    for (const [name, parameter] of parameters) feeds[name] = { dtype: 'float32', ...parameter };
    const results = await evaluateGraph(graph, feeds);
    return { loss: results[NAME.loss]!.data[0]!, gradient: results.gradient!.data };
  }

  it('changes the loss as its gradient says', async () => {
    const { gradient } = await lossAndGradient(vectors.data);
    expect(vectors.layers.length).toBeGreaterThan(0);
    for (let i = 0; i < vectors.layers.length; i++)
      expect(Math.hypot(...gradient.subarray(i * config.dModel, (i + 1) * config.dModel))).toBeGreaterThan(
        1e-3,
      );
    for (let trial = 0; trial < 3; trial++) {
      const direction = gradient.map(() => random.normal());
      const moved = (by: number) =>
        lossAndGradient(vectors.data.map((x, i) => x + by * direction[i]!)).then(({ loss }) => loss);
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
