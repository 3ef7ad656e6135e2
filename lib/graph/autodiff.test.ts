import { describe, expect, it } from 'vitest';
import { evaluateGraph, type TypedTensor } from '@/test/support/evaluate-graph';
import { add, cast, gradients, Graph, matmul, min, mul, reduceSum, sumAll, withGradient } from '.';
import { needed } from './encode';

const vector = (...values: number[]): TypedTensor => ({
  dtype: 'float32',
  shape: [values.length],
  data: Float32Array.from(values),
});

describe('reverse-mode differentiation', () => {
  it('adds up what flows back over several paths', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [3]);
    const y = mul(x, x);
    const [g] = gradients(sumAll(add(mul(y, x), add(y, x))), [x]);
    graph.output('g', g!);
    const { g: result } = await evaluateGraph(graph, { x: vector(1, -2, 0.5) });
    // d/dx (x^3 + x^2 + x)
    expect([...result!.data]).toEqual([6, 9, 2.75]);
  });

  it('gives gradients of values inside the graph, in the order they were asked for', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    const y = mul(x, graph.scalar(3));
    const [gy, gx] = gradients(sumAll(mul(y, y)), [y, x]);
    graph.output('gy', gy!);
    graph.output('gx', gx!);
    const results = await evaluateGraph(graph, { x: vector(1, 2) });
    expect([...results.gy!.data]).toEqual([6, 12]);
    expect([...results.gx!.data]).toEqual([18, 36]);
  });

  it('uses the rule of a value in place of the nodes that compute it', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    const y = withGradient(mul(x, x), { inputs: [x], vjp: (g) => [mul(g, graph.scalar(100))] });
    graph.output('g', gradients(sumAll(y), [x])[0]!);
    const { g } = await evaluateGraph(graph, { x: vector(1, 2) });
    expect([...g!.data]).toEqual([100, 100]);
  });

  it('builds nothing for inputs whose gradient is not needed', () => {
    const nodesFor = (both: boolean) => {
      const graph = new Graph();
      const a = graph.input('a', 'float32', [4, 4]);
      const b = graph.input('b', 'float32', [4, 4]);
      const loss = sumAll(matmul(a, b));
      gradients(loss, both ? [a, b] : [a]).forEach((g, i) => graph.output(`g${i}`, g));
      return needed(graph).nodes.filter((node) => node.op.name === 'MatMul').length;
    };
    expect(nodesFor(false)).toBe(1);
    expect(nodesFor(true)).toBe(2);
  });

  it('says why there is no gradient', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    const other = graph.input('other', 'float32', [2]);
    expect(() => gradients(mul(x, x), [x])).toThrow('the loss must be a scalar, not of rank 1');
    expect(() => gradients(sumAll(x), [other])).toThrow('the loss does not depend on any of the targets');
    expect(() => gradients(sumAll(x), [x, other])).toThrow('the loss does not depend on other');
    expect(() => gradients(sumAll(min(x, other)), [x])).toThrow('Min has no derivative');
    const throughIntegers = sumAll(cast(cast(x, 'int64'), 'float32'));
    expect(() => gradients(throughIntegers, [x])).toThrow('the loss does not depend on any of the targets');
  });

  it('sums over broadcast axes of any place', async () => {
    const graph = new Graph();
    const row = graph.input('row', 'float32', [3]);
    const column = graph.input('column', 'float32', [2, 1]);
    const product = mul(row, column);
    const loss = sumAll(mul(product, reduceSum(product, [0])));
    gradients(loss, [row, column]).forEach((g, i) => graph.output(`g${i}`, g));
    const results = await evaluateGraph(graph, {
      row: vector(1, 2, 3),
      column: { dtype: 'float32', shape: [2, 1], data: Float32Array.of(4, 5) },
    });
    // The loss is (4 + 5)^2 (1 + 4 + 9).
    expect([...results.g0!.data]).toEqual([162, 324, 486]);
    expect(results.g1!.shape).toEqual([2, 1]);
    expect([...results.g1!.data]).toEqual([252, 252]);
  });
});
