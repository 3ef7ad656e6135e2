import { expect, test } from 'vitest';
import { createEngine } from '@/lib/engine/session-engine';
import type { FloatTensor } from '@/lib/engine/engine';
import { evaluateGraph, testRuntime, type TypedTensor } from '@/test/support/evaluate-graph';
import { FAMILY_NAMES, familyFixture } from '@/test/support/families';
import { optimumGraph } from './onnx-model';

const int64 = (rows: readonly (readonly number[])[]): TypedTensor => ({
  dtype: 'int64',
  shape: [rows.length, rows[0]!.length],
  data: BigInt64Array.from(rows.flat(), BigInt),
});

const expectClose = (found: ArrayLike<number>, wanted: ArrayLike<number>) => {
  expect(found.length).toBe(wanted.length);
  const differences = Array.from(found, (x, i) => Math.abs(x - wanted[i]!));
  expect(Math.max(...differences)).toBeLessThan(1e-4);
};

/** Logits of one token of the first row of `[batch, position, vocab]`. */
const logitsAt = ({ data, shape }: FloatTensor, token: number) =>
  data.subarray(token * shape[2]!, (token + 1) * shape[2]!);

test.for(FAMILY_NAMES.filter((name) => familyFixture(name).config.rope))(
  '%s in the layout of optimum has the logits of the engine, read at once, token by token, and padded',
  async (name) => {
    const { config, parameters, expected } = familyFixture(name);
    const engine = createEngine(testRuntime(), config, parameters, name);
    const ids = expected.ids[0]!;
    const wanted = (await engine.trace([ids], { logits: 'all' })).logits!;
    await engine.dispose();
    const graph = optimumGraph(config, parameters);
    const names = graph.inputs.map((input) => input.name).filter((input) => input.startsWith('past'));
    const empty = { dtype: 'float32', shape: [1, config.keyValueHeads, 0, config.headDim] } as const;
    const nothing = Object.fromEntries(names.map((key) => [key, { ...empty, data: new Float32Array() }]));

    const whole = await evaluateGraph(graph, {
      ...nothing,
      input_ids: int64([ids]),
      attention_mask: int64([ids.map(() => 1)]),
      position_ids: int64([[...ids.keys()]]),
    });
    expect(whole.logits!.shape).toEqual([1, ids.length, config.vocab]);
    expectClose(whole.logits!.data, wanted.data);

    let past: Record<string, TypedTensor> = nothing;
    for (const [position, id] of ids.slice(0, 3).entries()) {
      const step = await evaluateGraph(graph, {
        ...past,
        input_ids: int64([[id]]),
        attention_mask: int64([Array.from({ length: position + 1 }, () => 1)]),
        position_ids: int64([[position]]),
      });
      expectClose(step.logits!.data, logitsAt(wanted, position));
      past = Object.fromEntries(
        names.map((key) => {
          const { shape, data } = step[key.replace('past_key_values', 'present')]!;
          return [key, { dtype: 'float32', shape, data: Float32Array.from(data) }];
        }),
      );
    }

    const padded = await evaluateGraph(graph, {
      ...nothing,
      input_ids: int64([[0, 0, ...ids]]),
      attention_mask: int64([[0, 0, ...ids.map(() => 1)]]),
      position_ids: int64([[1, 1, ...ids.keys()]]),
    });
    expectClose(padded.logits!.data.slice(2 * config.vocab), wanted.data);
  },
);
