import { describe, expect, it } from 'vitest';
import { positionFeeds } from '@/lib/model/positions';
import { evaluateGraph, testRuntime, type TypedTensor } from '@/test/support/evaluate-graph';
import { expectedGradients, optimiser, tinyModel, tinySegments } from '@/test/support/llama-tiny';
import { NAME, buildLoss } from './step';
import { Trainer, freshState } from './trainer';

const float = (data: Float32Array, ...shape: number[]): TypedTensor => ({ dtype: 'float32', data, shape });

describe.each(['untied', 'tied'] as const)('training a llama with %s embeddings', (heads) => {
  const { config, parameters, expected } = tinyModel(heads);
  const segments = tinySegments();

  it('has the loss and the gradients that PyTorch computes', async () => {
    const { graph, trained } = buildLoss(
      config,
      segments.map((segment) => segment.shape),
      () => false,
    );
    for (const { name, gradient } of trained) graph.output(`gradient:${name}`, gradient);
    const feeds: Record<string, TypedTensor> = {};
    for (const [name, { data, shape }] of parameters) feeds[name] = float(data, ...shape);
    segments.forEach(({ shape: { batch, length, selected }, ...segment }, i) => {
      const put = (name: string, tensor: TypedTensor) => (feeds[NAME.segment(i) + name] = tensor);
      for (const { name, kind, data, shape } of positionFeeds(config, length))
        put(name, { dtype: kind, data, shape });
      put('ids', { dtype: 'int64', data: segment.ids, shape: [batch, length] });
      put('select', { dtype: 'int64', data: segment.select, shape: [selected] });
      put(NAME.labels, { dtype: 'int64', data: segment.labels, shape: [selected] });
      put(NAME.weights, float(segment.weights, selected));
      if (segment.vectorMask && segment.vector) {
        put(NAME.vectorMask, { dtype: 'bool', data: segment.vectorMask, shape: [batch, length, 1] });
        put(NAME.vector, float(segment.vector, batch, length, config.dModel));
      }
    });
    const results = await evaluateGraph(graph, feeds);
    expected.segmentLosses.forEach((loss, i) =>
      expect(results[NAME.segment(i) + NAME.loss]!.data[0]).toBeCloseTo(loss, 5),
    );
    const wanted = await expectedGradients(heads);
    expect(trained.map(({ name }) => name).sort()).toEqual([...wanted.keys()].sort());
    const errors = trained.map(({ name }) => {
      const found = results[`gradient:${name}`]!.data;
      const { data } = wanted.get(name)!;
      const norm = Math.hypot(...data);
      expect(norm).toBeGreaterThan(1e-3);
      return Math.hypot(...found.map((x, i) => x - data[i]!)) / norm;
    });
    expect(Math.max(...errors)).toBeLessThan(1e-5);
  });

  it('goes through the losses and gradient norms of PyTorch with AdamW and clipping', async () => {
    const trainer = new Trainer(testRuntime(), config, optimiser, freshState(parameters));
    const losses: number[] = [];
    const norms: number[] = [];
    for (const rate of expected.training.rates) {
      const { loss, gradientNorm } = await trainer.step(segments, rate);
      losses.push(loss);
      norms.push(gradientNorm);
    }
    await trainer.dispose();
    // Of both kinds there are steps: those whose gradient is clipped, and those whose is not.
    expect(norms.some((norm) => norm > optimiser.clip) && norms.some((norm) => norm < optimiser.clip)).toBe(
      true,
    );
    expected.training.losses.forEach((loss, i) => expect(Math.abs(losses[i]! - loss)).toBeLessThan(1e-4));
    expected.training.gradientNorms.forEach((norm, i) =>
      expect(Math.abs(norms[i]! - norm) / norm).toBeLessThan(1e-3),
    );
  });
});
