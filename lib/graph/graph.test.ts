import { describe, expect, it } from 'vitest';
import { evaluateGraph } from '@/test/support/evaluate-graph';
import * as ops from '.';
import { Graph, type Value } from '.';

const floats = (graph: Graph, name: string, ...shape: (number | string)[]) =>
  graph.input(name, 'float32', shape);
const ids = (graph: Graph, name: string, ...shape: number[]) => graph.input(name, 'int64', shape);

describe('building a graph', () => {
  it.each<[string, (graph: Graph) => Value, RegExp]>([
    [
      'shapes that do not broadcast',
      (g) => ops.add(floats(g, 'a', 2, 3), floats(g, 'b', 2, 4)),
      /^Add\(float32 \[2, 3\], float32 \[2, 4\]\): .*do not broadcast/,
    ],
    [
      'a name against a number',
      (g) => ops.mul(floats(g, 'a', 'batch', 3), floats(g, 'b', 2, 3)),
      /^Mul\(float32 \[batch, 3\], float32 \[2, 3\]\): .*do not broadcast/,
    ],
    [
      'different element types',
      (g) => ops.add(floats(g, 'a', 2), ids(g, 'b', 2)),
      /^Add\(float32 \[2\], int64 \[2\]\): the element types differ/,
    ],
    ['a function of integers', (g) => ops.exp(ids(g, 'a', 2)), /^Exp\(int64 \[2\]\): .*float32/],
    [
      'inner dimensions of a product',
      (g) => ops.matmul(floats(g, 'a', 2, 3), floats(g, 'b', 4, 5)),
      /^MatMul\(float32 \[2, 3\], float32 \[4, 5\]\): inner dimensions 3 and 4 differ/,
    ],
    [
      'batch dimensions of a product',
      (g) => ops.matmul(floats(g, 'a', 2, 2, 3), floats(g, 'b', 5, 3, 2)),
      /^MatMul\(.*\): the batch dimensions do not broadcast/,
    ],
    [
      'transposed inner dimensions',
      (g) => ops.gemm(floats(g, 'a', 2, 3), floats(g, 'b', 3, 4), false, true),
      /^Gemm\(float32 \[2, 3\], float32 \[3, 4\]\): inner dimensions 3 and 4 differ/,
    ],
    [
      'a product of more than matrices',
      (g) => ops.gemm(floats(g, 'a', 2, 2, 3), floats(g, 'b', 3, 4)),
      /^Gemm\(.*\): both inputs must be matrices/,
    ],
    [
      'another number of elements',
      (g) => ops.reshape(floats(g, 'a', 2, 3), [4, 2]),
      /^Reshape\(float32 \[2, 3\], int64 \[2\]\): cannot be reshaped to \[4, 2\]/,
    ],
    [
      'an order that is not a permutation',
      (g) => ops.transpose(floats(g, 'a', 2, 3), [0, 0]),
      /^Transpose\(float32 \[2, 3\]\): \[0, 0\] is not a permutation/,
    ],
    [
      'an expansion to something smaller',
      (g) => ops.expand(floats(g, 'a', 2, 3), [1, 3]),
      /^Expand\(.*\): cannot expand to \[1, 3\]/,
    ],
    [
      'parts that do not add up',
      (g) => ops.split(floats(g, 'a', 2, 5), 1, [2, 2])[0]!,
      /^Split\(.*\): parts \[2, 2\] do not add up to 5/,
    ],
    [
      'a choice of more than there are',
      (g) => ops.topK(floats(g, 'a', 2, 3), 4).values,
      /^TopK\(.*\): cannot take the top 4 of 3 elements/,
    ],
    [
      'updates that are not as many as their places',
      (g) => ops.addAt(floats(g, 'a', 2, 3), ids(g, 'i', 2, 1), floats(g, 'u', 2, 2)),
      /^ScatterElements\(.*\): indices and updates differ in shape/,
    ],
    [
      'parts of different shapes',
      (g) => ops.concat([floats(g, 'a', 2, 3), floats(g, 'b', 4, 3)], 1),
      /^Concat\(float32 \[2, 3\], float32 \[4, 3\]\): .*differ/,
    ],
    [
      'indices that are not integers',
      (g) => ops.gather(floats(g, 'a', 2, 3), floats(g, 'i', 2)),
      /^Gather\(float32 \[2, 3\], float32 \[2\]\): the indices must be int64/,
    ],
    [
      'elements of rows that are not there',
      (g) => ops.gatherElements(floats(g, 'a', 2, 3), ids(g, 'i', 1, 3)),
      /^GatherElements\(.*\): the shapes differ outside axis 1/,
    ],
    [
      'a product of integers',
      (g) => ops.gemm(ids(g, 'a', 2, 3), ids(g, 'b', 3, 4)),
      /^Gemm\(int64 \[2, 3\], int64 \[3, 4\]\): .*float32/,
    ],
    [
      'a condition that is not bool',
      (g) => ops.where(floats(g, 'c', 2), floats(g, 'a', 2), floats(g, 'b', 2)),
      /^Where\(.*\): the condition must be bool/,
    ],
  ])('refuses %s, naming operator and shapes', (_, build, message) => {
    expect(() => build(new Graph())).toThrow(message);
  });

  it('refuses an axis outside of the tensor', () => {
    expect(() => ops.reduceSum(floats(new Graph(), 'a', 2, 3), [2])).toThrow('axis 2 is outside');
  });

  it('refuses values of another graph, taken names and constants of the wrong length', () => {
    const graph = new Graph();
    const a = floats(graph, 'a', 2);
    expect(() => ops.add(a, floats(new Graph(), 'b', 2))).toThrow('Add: input b belongs to another graph');
    expect(() => floats(graph, 'a', 3)).toThrow('the name a is taken');
    expect(() => graph.constant(new Float32Array(3), [2, 2], 'w')).toThrow('constant w has 3 elements');
    graph.output('y', a);
    expect(() => graph.output('y', a)).toThrow('output y already exists');
  });

  it('computes a shared subexpression once', () => {
    const graph = new Graph();
    const [a, b] = [floats(graph, 'a', 2), floats(graph, 'b', 2)];
    expect(ops.add(a, b)).toBe(ops.add(a, b));
    expect(graph.scalar(0.5)).toBe(graph.scalar(0.5));
    expect(ops.mul(a, graph.scalar(2))).toBe(ops.mul(a, graph.scalar(2)));
    expect(graph.nodes).toHaveLength(2);
  });

  it('keeps apart what differs in operator, order of inputs, attributes or type of a constant', () => {
    const graph = new Graph();
    const [a, b] = [floats(graph, 'a', 2, 2), floats(graph, 'b', 2, 2)];
    const distinct = [
      ops.sub(a, b),
      ops.sub(b, a),
      ops.add(a, b),
      ops.gemm(a, b),
      ops.gemm(a, b, true),
      ops.gemm(a, b, false, true),
      ops.transpose(a, [1, 0]),
      ops.reshape(a, [4, 1]),
      ops.reshape(a, [1, 4]),
      graph.constant(Float32Array.of(1), [1]),
      graph.constant(Uint8Array.of(1), [1]),
      graph.ints([1]),
      graph.scalar(1),
    ];
    expect(new Set(distinct).size).toBe(distinct.length);
  });
});

describe('dimensions known only at run time', () => {
  it('keep the names they are asked for, however the tensor was reshaped before', () => {
    const graph = new Graph();
    const x = floats(graph, 'x', 'a', 'b', 4);
    expect(ops.reshape(x, ['a*b', 4]).shape).toEqual(['a*b', 4]);
    expect(ops.reshape(x, ['rows', 4]).shape).toEqual(['rows', 4]);
    expect(ops.reshape(x, ['rows', 4])).toBe(ops.reshape(x, ['rows', 4]));
  });

  it('have one name for one length, and two for two', () => {
    const graph = new Graph();
    const grown = ops.concat([floats(graph, 'one', 1, 2), floats(graph, 'cells', 'cells', 2)], 0).shape[0]!;
    const longer = ops.concat([floats(graph, 'first', 1), floats(graph, 'rest', 'cells*length')], 0)
      .shape[0]!;
    expect([grown, longer]).toEqual(['1+cells', '1+cells*length']);
    expect(ops.flattened([grown, 'length'])).toBe('(1+cells)*length');
    // Products in any grouping are the same length.
    expect(ops.flattened([ops.flattened([grown, 'length']), grown])).toBe(
      ops.flattened([grown, 'length', grown]),
    );
    expect(ops.flattened([1, grown, 1])).toBe(grown);
    expect(ops.flattened([2, 3])).toBe(6);
  });

  it('are flattened, restored and expanded by the lengths that come', async () => {
    const graph = new Graph();
    const x = floats(graph, 'x', 'batch', 'length', 2);
    const row = floats(graph, 'row', 2);
    const flat = ops.reshape(x, ['batch*length', 2]);
    expect(flat.shape).toEqual(['batch*length', 2]);
    graph.output('flat', flat);
    graph.output('restored', ops.reshape(flat, ['batch', 'length', 2]));
    graph.output('expanded', ops.expand(row, ['batch', 'length', 2]));
    for (const [batch, length] of [
      [2, 3],
      [1, 1],
    ] as const) {
      const data = Float32Array.from({ length: batch * length * 2 }, (_, i) => i);
      const results = await evaluateGraph(graph, {
        x: { dtype: 'float32', shape: [batch, length, 2], data },
        row: { dtype: 'float32', shape: [2], data: Float32Array.of(7, 8) },
      });
      expect(results.flat!.shape).toEqual([batch * length, 2]);
      expect(results.restored!.shape).toEqual([batch, length, 2]);
      expect([...results.restored!.data]).toEqual([...data]);
      expect([...results.expanded!.data]).toEqual(
        Array.from({ length: batch * length }, () => [7, 8]).flat(),
      );
    }
  });

  it('must be those of an input where they have to be looked up', () => {
    const graph = new Graph();
    expect(() => ops.expand(floats(graph, 'x', 1), ['rows'])).toThrow(
      'no input of the graph has the dimension rows',
    );
  });
});

describe('operators without derivative', () => {
  it('compute minima and convert element types', async () => {
    const graph = new Graph();
    const [a, b] = [floats(graph, 'a', 3), ids(graph, 'b', 3)];
    graph.output('min', ops.min(a, graph.scalar(0.5)));
    graph.output('float', ops.cast(b, 'float32'));
    graph.output('bool', ops.cast(b, 'bool'));
    graph.output('int', ops.cast(a, 'int64'));
    const results = await evaluateGraph(graph, {
      a: { dtype: 'float32', shape: [3], data: Float32Array.of(-2, 0.25, 3) },
      b: { dtype: 'int64', shape: [3], data: BigInt64Array.of(0n, 1n, -7n) },
    });
    expect([...results.min!.data]).toEqual([-2, 0.25, 0.5]);
    expect([...results.float!.data]).toEqual([0, 1, -7]);
    expect([...results.bool!.data]).toEqual([0, 1, 1]);
    expect([...results.int!.data]).toEqual([-2, 0, 3]);
  });
});
