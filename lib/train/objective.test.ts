import { describe, expect, it } from 'vitest';
import { add, linear, mul, reduceMean, relu, scatterAdd, sub, sumAll, topK, transpose } from '@/lib/graph';
import type { Parameters } from '@/lib/model/parameters';
import { Random } from '@/lib/random';
import { testRuntime } from '@/test/support/evaluate-graph';
import type { Objective } from './objective';
import { ADAMW } from './optimiser';
import { Trainer, freshState } from './trainer';

const [WIDTH, FEATURES, ACTIVE, ROWS] = [24, 32, 2, 64];

/** A batch of activations, `[rows, width]`. */
interface Activations {
  data: Float32Array;
}

/** A sparse autoencoder with k active features (Gao et al. 2024, arXiv 2406.04093): mean squared error. */
const autoencoder: Objective<Activations> = {
  frozen: new Map(),
  check: () => undefined,
  shapeKey: () => 'rows',
  loss(graph, get) {
    const x = graph.input('x', 'float32', [ROWS, WIDTH]);
    const { values, indices } = topK(relu(add(linear(x, get('encoder')), get('bias'))), ACTIVE);
    const features = scatterAdd([ROWS, FEATURES], indices, values);
    const error = sub(linear(features, transpose(get('decoder'), [1, 0])), x);
    return { loss: sumAll(reduceMean(mul(error, error), [0])), parts: [] };
  },
  feeds: ({ data }) => [{ name: 'x', kind: 'float32', data, shape: [ROWS, WIDTH] }],
  size: () => ROWS,
  names: () => [],
};

describe('an objective of another kind', () => {
  it('is trained by the same trainer: a sparse autoencoder finds what activations are made of', async () => {
    const random = new Random(4);
    const directions = Array.from({ length: FEATURES }, () => {
      const v = Array.from({ length: WIDTH }, () => random.normal());
      return v.map((x) => x / Math.hypot(...v));
    });
    const draw = (): Activations => {
      const data = new Float32Array(ROWS * WIDTH);
      for (let row = 0; row < ROWS; row++)
        for (let k = 0; k < ACTIVE; k++) {
          const size = 1 + random.uniform();
          random.pick(directions).forEach((x, i) => (data[row * WIDTH + i]! += size * x));
        }
      return { data };
    };
    const matrix = Float32Array.from({ length: FEATURES * WIDTH }, () => random.normal() / Math.sqrt(WIDTH));
    const parameters: Parameters = new Map([
      ['encoder', { shape: [FEATURES, WIDTH], data: matrix }],
      ['decoder', { shape: [FEATURES, WIDTH], data: matrix.slice() }],
      ['bias', { shape: [FEATURES], data: new Float32Array(FEATURES) }],
    ]);
    const settings = { ...ADAMW, weightDecay: 0 };
    const trainer = new Trainer(testRuntime(), autoencoder, settings, freshState(parameters));
    const before = (await trainer.evaluate(draw())).loss;
    for (let step = 0; step < 2000; step++) await trainer.step(draw(), 3e-3);
    expect((await trainer.evaluate(draw())).loss).toBeLessThan(before / 6);
    const decoder = trainer.state().parameters.get('decoder')!.data;
    const found = directions.filter((direction) =>
      Array.from({ length: FEATURES }, (_, f) => decoder.subarray(f * WIDTH, (f + 1) * WIDTH)).some(
        (v) => direction.reduce((sum, x, i) => sum + x * v[i]!, 0) / Math.hypot(...v) > 0.9,
      ),
    );
    expect(found.length / FEATURES).toBeGreaterThan(0.7);
    await trainer.dispose();
  });
});
