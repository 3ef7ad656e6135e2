import { afterAll, describe, expect, it } from 'vitest';
import type { Edit } from '@/lib/engine/engine';
import { createEngine } from '@/lib/engine/session-engine';
import {
  Graph,
  gatherElements,
  gradients,
  logSoftmax,
  mul,
  neg,
  reshape,
  sumAll,
  type Value,
} from '@/lib/graph';
import { evaluateGraph, testRuntime, type TypedTensor } from '@/test/support/evaluate-graph';
import { FAMILY_NAMES, familyFixture, type FamilyFixture } from '@/test/support/families';
import { largestDifference } from '@/test/support/llama-tiny';
import { runForward } from '@/test/support/run-forward';
import { declareInputs } from './inputs';
import { forward, plainWeights } from './forward';
import { mergeAdapter } from './lora';
import { parameterShapes } from './parameters';
import { positionFeeds } from './positions';

const CLOSE = 2e-5;

function argmax(values: ArrayLike<number>): number {
  return Array.from(values).reduce((best, value, i, all) => (value > all[best]! ? i : best), 0);
}

it('there is a model of every architecture', () => {
  const architectures = new Set(FAMILY_NAMES.map((name) => familyFixture(name).config.architecture));
  expect([...architectures].sort()).toEqual(['gpt2', 'llama', 'mistral', 'qwen2', 'qwen3']);
});

describe.each(FAMILY_NAMES)('%s', (name) => {
  const fixture = familyFixture(name);
  const { config, parameters, expected, tensor, adapter } = fixture;
  const { ids } = expected;
  const engine = createEngine(testRuntime(), config, parameters, name);
  afterAll(() => engine.dispose());

  it('has the tensors that its configuration wants', () => {
    expect([...parameterShapes(config)].sort()).toEqual(
      [...parameters].map(([key, { shape }]) => [key, shape]).sort(),
    );
  });

  it('is not changed at all by a patch of a run by itself, and becomes the source by its embeddings', async () => {
    const row = ids[0]!;
    const source = row.map((id) => (id + 3) % config.vocab);
    const width = config.dModel;
    const { resid, last } = await engine.trace([row, source], { hooks: ['resid'] });
    const vectorAt = (layer: number, r: number, position: number) => {
      const from = ((layer * 2 + r) * row.length + position) * width;
      return resid!.data.slice(from, from + width);
    };
    const edits = (layer: number, r: number): Edit[] =>
      row.map((_, position) => ({ row: 0, layers: [layer], position, vector: vectorAt(layer, r, position) }));
    for (let layer = 0; layer <= config.layers; layer++) {
      const itself = await engine.intervene([row, source], edits(layer, 0));
      expect(itself.last.data).toEqual(last.data);
      const replaced = await engine.intervene([row, source], edits(layer, 1));
      const [own, other] = [0, 1].map((r) =>
        replaced.last.data.subarray(r * config.vocab, (r + 1) * config.vocab),
      );
      expect(own).toEqual(other);
    }
  });

  it('reads one token, and as many as it has positions, and refuses none and one more', async () => {
    const tokens = (count: number) => Array.from({ length: count }, (_, i) => (i * 7) % config.vocab);
    const whole = tokens(config.maxPositions);
    const { logits } = await engine.trace([whole, tokens(1)], { logits: 'all' });
    const alone = await engine.trace([tokens(1)]);
    const first = logits!.data.subarray(0, config.vocab);
    expect(largestDifference(first, alone.last.data)).toBeLessThan(CLOSE);
    expect(logits!.data.every(Number.isFinite)).toBe(true);
    await expect(engine.trace([[]])).rejects.toThrow('row 0 has no tokens');
    await expect(engine.trace([tokens(config.maxPositions + 1)])).rejects.toThrow('the model reads at most');
  });

  it('has the logits and residual streams that PyTorch computes', async () => {
    const traced = await engine.trace(ids, { logits: 'all', hooks: ['resid'] });
    const [, , length, width] = traced.resid!.shape as [number, number, number, number];
    ids.forEach((row, r) => {
      const logits = tensor(`logits.${r}`).data;
      const from = r * length * config.vocab;
      const found = traced.logits!.data.subarray(from, from + row.length * config.vocab);
      expect(largestDifference(found, logits)).toBeLessThan(CLOSE);
      for (let at = 0; at < logits.length; at += config.vocab)
        expect(argmax(found.subarray(at, at + config.vocab))).toBe(
          argmax(logits.subarray(at, at + config.vocab)),
        );
      const resid = tensor(`resid.${r}`).data;
      const size = row.length * width;
      for (let layer = 0; layer <= config.layers; layer++) {
        const at = (layer * ids.length + r) * length * width;
        const own = traced.resid!.data.subarray(at, at + size);
        expect(largestDifference(own, resid.subarray(layer * size, (layer + 1) * size))).toBeLessThan(CLOSE);
      }
    });
  });

  it('has the logits that PyTorch computes after each patch', async () => {
    const source = tensor('resid.1');
    for (const [n, { layers, position, sourcePosition }] of expected.patches.entries()) {
      const edits: Edit[] = layers.map((layer) => {
        const at = (layer * ids[1]!.length + sourcePosition) * config.dModel;
        return { row: 0, layers: [layer], position, vector: source.data.slice(at, at + config.dModel) };
      });
      const { last } = await engine.intervene([ids[0]!], edits);
      const wanted = tensor(`patched.${n}`).data;
      expect(largestDifference(last.data, wanted)).toBeLessThan(CLOSE);
      expect(argmax(last.data)).toBe(argmax(wanted));
    }
  });

  it('goes on as PyTorch does, row by row and batched', async () => {
    const options = { maxNewTokens: expected.greedy[0]!.length, stopIds: [] };
    const { rows } = await engine.generate(
      ids.map((row) => ({ ids: row })),
      options,
    );
    expect(rows.map((row) => row.ids)).toEqual(expected.greedy);
  });

  it('has the loss and the gradients that PyTorch computes', async () => {
    const { loss, gradient } = await lossAndGradients(fixture);
    expect(loss).toBeCloseTo(expected.loss, 5);
    for (const key of parameters.keys()) {
      const wanted = tensor(`gradient.${key}`).data;
      const norm = Math.hypot(...wanted);
      const error = Math.hypot(...gradient(key).map((x, i) => x - wanted[i]!));
      expect(error / norm, key).toBeLessThan(1e-5);
    }
  });

  if (adapter)
    it('has the logits that PyTorch computes with an adapter of PEFT', async () => {
      await engine.addAdapter('tiny', adapter);
      const adapted = await engine.trace([ids[0]!], { logits: 'all', adapter: 'tiny' });
      const merged = await runForward(config, mergeAdapter(config, parameters, adapter), ids[0]!);
      const wanted = tensor('adapted.0').data;
      expect(largestDifference(wanted, tensor('logits.0').data)).toBeGreaterThan(0.1);
      expect(largestDifference(adapted.logits!.data, wanted)).toBeLessThan(1e-4);
      expect(largestDifference(merged, wanted)).toBeLessThan(1e-4);
    });
});

/** Mean of -log p over all tokens but the first of each row, in a graph of which all parameters are inputs. */
async function lossAndGradients({ config, parameters, expected: { ids } }: FamilyFixture) {
  const length = ids[0]!.length;
  const places = ids.flatMap((row, r) => row.slice(1).map((label, i) => ({ at: r * length + i, label })));
  const graph = new Graph();
  const values = new Map<string, Value>();
  const feeds: Record<string, TypedTensor> = {};
  for (const [key, { shape, data }] of parameters) {
    values.set(key, graph.input(key, 'float32', shape));
    feeds[key] = { dtype: 'float32', shape, data };
  }
  const inputs = declareInputs(graph, config, { batch: ids.length, length, selected: places.length });
  const { logits } = forward(
    config,
    plainWeights((key) => values.get(key)!, config),
    inputs,
  );
  const labels = graph.input('labels', 'int64', [places.length, 1]);
  const total = neg(sumAll(gatherElements(logSoftmax(logits), labels)));
  const loss = reshape(mul(total, graph.scalar(1 / places.length)), []);
  graph.output('loss', loss);
  gradients(loss, [...values.values()]).forEach((g, i) =>
    graph.output(`gradient:${[...values.keys()][i]}`, g),
  );
  const ints = (data: number[], ...shape: number[]): TypedTensor => ({
    dtype: 'int64',
    data: BigInt64Array.from(data, BigInt),
    shape,
  });
  const padded = ids.flatMap((row) => [...row, ...new Array<number>(length - row.length).fill(0)]);
  feeds.ids = ints(padded, ids.length, length);
  feeds.select = ints(
    places.map(({ at }) => at),
    places.length,
  );
  feeds.labels = ints(
    places.map(({ label }) => label),
    places.length,
    1,
  );
  for (const { name, kind, data, shape } of positionFeeds(config, length))
    feeds[name] = { dtype: kind, data, shape };
  const results = await evaluateGraph(graph, feeds);
  return { loss: results.loss!.data[0]!, gradient: (key: string) => results[`gradient:${key}`]!.data };
}
