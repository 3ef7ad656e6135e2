import { describe, expect, it } from 'vitest';
import { gradients } from '@/lib/graph';
import type { Parameters } from '@/lib/model/parameters';
import { Random } from '@/lib/random';
import { evaluateGraph, testRuntime, type TypedTensor } from '@/test/support/evaluate-graph';
import { optimiser, tinyModel } from '@/test/support/llama-tiny';
import { layOut, type Example } from './batch';
import { languageModel } from './language-model';
import { divide, NAME } from './objective';
import { initialProjection, project, type ProjectionSettings } from '@/lib/model/projection';
import { buildStep } from './step';
import { Trainer, freshState } from './trainer';

const { config, parameters: base } = tinyModel('tied');
const random = new Random(6);
const normal = () => random.normal();
const settings: ProjectionSettings = { width: 5, layers: [2, 4, 9] };
const vectorOf = (width: number) => Float32Array.from({ length: width }, normal);

const example = (layers: number[] | undefined, width = settings.width): Example => ({
  ids: [3, 8, 5, 13, 21],
  answerStart: 3,
  vectors: [{ position: 1, vector: vectorOf(width), layers }],
});
const shape = { batch: 3, length: 6, selected: 6, vectors: 4 };
const batchOf = (examples: Example[], width = settings.width) => [layOut(examples, shape, width, 0)];
const objective = languageModel({ config, frozen: base, projection: settings });

/** Maps with biases, as after some training. */
function someProjection(): Parameters {
  const parameters = initialProjection(config.dModel, settings, normal);
  for (const {
    shape: [, ...rest],
    data,
  } of parameters.values())
    if (rest.length === 0) data.forEach((_, i) => (data[i] = normal() * 0.1));
  return parameters;
}

/** Loss of a batch, its gradients with respect to the maps, and with respect to the vectors. */
async function lossAndGradients(batch: ReturnType<typeof batchOf>, projection: Parameters) {
  const { graph } = buildStep('gradients', objective, batch, projection, optimiser);
  const loss = graph.outputs.find(({ name }) => name === NAME.loss)!.value;
  const input = graph.inputs.find(({ name }) => name === 's0.vectors')!;
  graph.output('vectors', gradients(loss, [input])[0]!);
  const feeds: Record<string, TypedTensor> = {};
  for (const { name, kind, data, shape: dims } of objective.feeds(batch))
    feeds[name] = { dtype: kind, data, shape: dims };
  for (const [name, parameter] of [...base, ...projection]) feeds[name] = { dtype: 'float32', ...parameter };
  const results = await evaluateGraph(graph, feeds);
  return {
    loss: results[NAME.loss]!.data[0]!,
    of: (name: string) => results[NAME.gradient(name)]!.data,
    vectors: results.vectors!.data,
  };
}

describe('vectors through the map of their layer', () => {
  it('enter as the plain maps say, a block of layers by their mean', async () => {
    const projection = someProjection();
    const examples = [example([4]), example([9]), example([2, 4])];
    const mapped = examples.map((one) => ({
      ...one,
      vectors: one.vectors!.map(({ layers, vector, ...rest }) => ({
        ...rest,
        vector: project(projection, layers!, vector),
      })),
    }));
    const { loss } = await lossAndGradients(batchOf(examples), projection);
    const trainer = new Trainer(testRuntime(), languageModel({ config }), optimiser, freshState(base));
    const plain = await trainer.evaluate(batchOf(mapped, config.dModel));
    expect(Math.abs(loss - plain.loss)).toBeLessThan(1e-5);
    await trainer.dispose();
  });

  it('take gradients to the vector and to the map of their layer, to no other', async () => {
    const projection = someProjection();
    const batch = batchOf([example([4]), example([9])]);
    const found = await lossAndGradients(batch, projection);
    for (const layer of [4, 9])
      for (const part of ['weight', 'bias'])
        expect(Math.hypot(...found.of(`vector_projection.${layer}.${part}`))).toBeGreaterThan(1e-3);
    expect(found.of('vector_projection.2.weight').every((g) => g === 0)).toBe(true);
    expect(Math.hypot(...found.vectors.subarray(0, 10))).toBeGreaterThan(1e-3);
    expect(found.vectors.subarray(10).every((g) => g === 0)).toBe(true);
  });

  it('change the loss as those gradients say', async () => {
    const projection = someProjection();
    const batch = batchOf([example([4]), example([9])]);
    const name = 'vector_projection.9.weight';
    const { of, vectors } = await lossAndGradients(batch, projection);
    const eps = 0.01;
    const slope = async (lossAt: (by: number) => Promise<{ loss: number }>) =>
      ((await lossAt(eps)).loss - (await lossAt(-eps)).loss) / (2 * eps);
    const { shape: dims, data } = projection.get(name)!;
    const direction = data.map(normal);
    const alongMap = await slope((by) =>
      lossAndGradients(
        batch,
        new Map([...projection, [name, { shape: dims, data: data.map((x, i) => x + by * direction[i]!) }]]),
      ),
    );
    const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).reduce((sum, x, i) => sum + x * b[i]!, 0);
    expect(Math.abs(alongMap - dot(of(name), direction)) / Math.hypot(...of(name))).toBeLessThan(1e-2);
    const own = batch[0]!.vectors!;
    const step = own.data.map(normal);
    const alongVector = await slope((by) =>
      lossAndGradients(
        [{ ...batch[0]!, vectors: { ...own, data: own.data.map((x, i) => x + by * step[i]!) } }],
        projection,
      ),
    );
    expect(Math.abs(alongVector - dot(vectors, step)) / Math.hypot(...vectors)).toBeLessThan(1e-2);
  });

  it('of the same width begin as if there were no map', async () => {
    const same: ProjectionSettings = { width: config.dModel, layers: [0, 1] };
    const batch = batchOf([example([1], config.dModel)], config.dModel);
    const trained = initialProjection(config.dModel, same, normal);
    const [mapped, plain] = [
      new Trainer(
        testRuntime(),
        languageModel({ config, frozen: base, projection: same }),
        optimiser,
        freshState(trained),
      ),
      new Trainer(testRuntime(), languageModel({ config }), optimiser, freshState(base)),
    ];
    expect((await mapped.evaluate(batch)).loss).toBeCloseTo((await plain.evaluate(batch)).loss, 5);
    await mapped.dispose();
    await plain.dispose();
  });

  it('can be trained alone, or beside the model', async () => {
    for (const isFrozen of [() => true, () => false]) {
      const { frozen, trained } = divide(base, isFrozen);
      const own = new Map([...trained, ...someProjection()]);
      const trainer = new Trainer(
        testRuntime(),
        languageModel({ config, frozen, projection: settings }),
        { ...optimiser, groups: [{ match: '^vector_projection', learningRateScale: 3 }] },
        freshState(own),
      );
      const batch = batchOf([example([4]), example([9]), example([2])]);
      const before = (await trainer.step(batch, 0.01)).loss;
      for (let step = 0; step < 20; step++) await trainer.step(batch, 0.01);
      expect((await trainer.evaluate(batch)).loss).toBeLessThan(before - 0.3);
      await trainer.dispose();
    }
  });

  it('are refused from a layer without a map, of another width, and without a layer', () => {
    const projection = someProjection();
    expect(() => objective.feeds(batchOf([example([3])]))).toThrow(
      'a vector from layer 3 has no projection; layers with one are 2, 4, 9',
    );
    expect(() => objective.feeds(batchOf([example(undefined)]))).toThrow('a vector without a layer');
    expect(() => project(projection, [3], vectorOf(5))).toThrow('no projection of vectors from layer 3');
    expect(() => project(projection, [4], vectorOf(6))).toThrow(
      'a vector has 6 elements, but the projection takes 5',
    );
    projection.delete('vector_projection.2.bias');
    expect(() => objective.check(projection)).toThrow('the parameter vector_projection.2.bias is missing');
  });
});
