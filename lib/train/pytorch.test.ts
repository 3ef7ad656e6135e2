import { describe, expect, it } from 'vitest';
import { evaluateGraph, testRuntime, type TypedTensor } from '@/test/support/evaluate-graph';
import { expectedGradients, optimiser, tinyModel, tinySegments } from '@/test/support/llama-tiny';
import { languageModel } from './language-model';
import { NAME } from './objective';
import { buildStep } from './step';
import { Trainer, freshState } from './trainer';

describe.each(['untied', 'tied'] as const)('training a llama with %s embeddings', (heads) => {
  const { config, parameters, expected } = tinyModel(heads);
  const segments = tinySegments();
  const objective = languageModel({ config });

  it('has the loss and the gradients that PyTorch computes', async () => {
    const { graph } = buildStep('gradients', objective, segments, parameters, optimiser);
    const feeds: Record<string, TypedTensor> = {};
    for (const [name, { data, shape }] of parameters) feeds[name] = { dtype: 'float32', data, shape };
    for (const { name, kind, data, shape } of objective.feeds(segments))
      feeds[name] = { dtype: kind, data, shape };
    const results = await evaluateGraph(graph, feeds);
    expected.segmentLosses.forEach((loss, i) => expect(results[NAME.part(i)]!.data[0]).toBeCloseTo(loss, 5));
    const wanted = await expectedGradients(heads);
    expect([...parameters.keys()].sort()).toEqual([...wanted.keys()].sort());
    const errors = [...wanted].map(([name, { data }]) => {
      const found = results[NAME.gradient(name)]!.data;
      const norm = Math.hypot(...data);
      expect(norm).toBeGreaterThan(1e-3);
      return Math.hypot(...found.map((x, i) => x - data[i]!)) / norm;
    });
    expect(Math.max(...errors)).toBeLessThan(1e-5);
  });

  it('goes through the losses and gradient norms of PyTorch with AdamW and clipping', async () => {
    const trainer = new Trainer(testRuntime(), objective, optimiser, freshState(parameters));
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
      expect(Math.abs(norms[i]! - norm) / norm).toBeLessThan(5e-3),
    );
  });
});
