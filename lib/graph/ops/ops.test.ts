import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { evaluateGraph, type TypedTensor } from '@/test/support/evaluate-graph';
import * as reference from '@/test/support/reference';
import type { Dense } from '@/test/support/reference';
import * as ops from '..';
import { Graph, type Value } from '..';

/** One application of an operator: inputs, what the graph does with them, and what should come out. */
interface Case {
  /** Float inputs, which are differentiated. */
  inputs: Dense[];
  /** Inputs of other types. */
  fixed?: TypedTensor[];
  build(inputs: Value[], fixed: Value[]): Value;
  expected(inputs: Dense[]): Dense;
}

type Draw = (random: Random, shape: () => number[]) => Case;

const EPS = 1e-5;

const uniform =
  (low: number, high: number) =>
  (random: Random, shape: readonly number[]): Dense =>
    reference.tabulate(shape, () => Math.fround(low + (high - low) * random.uniform()));
const any = uniform(-2, 2);
const positive = uniform(0.5, 2);
const awayFromZero = (random: Random, shape: readonly number[]) => {
  const x = positive(random, shape);
  x.data.forEach((value, i) => (x.data[i] = random.uniform() < 0.5 ? value : -value));
  return x;
};

/** `shape` with some axes of length 1 and perhaps without its first axes: broadcasts to it. */
function narrowed(random: Random, shape: readonly number[]): number[] {
  return shape.slice(random.integer(shape.length + 1)).map((dim) => (random.uniform() < 0.4 ? 1 : dim));
}

const unary =
  (op: (x: Value) => Value, f: (x: number) => number, draw = any): Draw =>
  (random, shape) => ({
    inputs: [draw(random, shape())],
    build: ([x]) => op(x!),
    expected: ([x]) => reference.elementwise(f, x!),
  });

const binary =
  (op: (a: Value, b: Value) => Value, f: (a: number, b: number) => number, second = any): Draw =>
  (random, shape) => {
    const full = shape();
    const [left, right] =
      random.uniform() < 0.5 ? [full, narrowed(random, full)] : [narrowed(random, full), full];
    return {
      inputs: [any(random, left), second(random, right)],
      build: ([a, b]) => op(a!, b!),
      expected: ([a, b]) => reference.elementwise(f, a!, b!),
    };
  };

const dims = (random: Random, rank: number) => Array.from({ length: rank }, () => 1 + random.integer(4));

const someAxes = (random: Random, rank: number) => {
  const axes = [...Array(rank).keys()].filter(() => random.uniform() < 0.5);
  return axes.length > 0 ? axes : [random.integer(rank)];
};

const indices = (random: Random, shape: number[], bound: number): TypedTensor => ({
  dtype: 'int64',
  shape,
  data: BigInt64Array.from({ length: reference.size(shape) }, () => BigInt(random.integer(bound))),
});

const gemmCase =
  (transA: boolean, transB: boolean): Draw =>
  (random) => {
    const [m, k, n] = dims(random, 3) as [number, number, number];
    const flip = (x: Dense, transposed: boolean) => (transposed ? reference.transposed(x, [1, 0]) : x);
    return {
      inputs: [any(random, transA ? [k, m] : [m, k]), any(random, transB ? [n, k] : [k, n])],
      build: ([a, b]) => ops.gemm(a!, b!, transA, transB),
      expected: ([a, b]) => reference.matrixProduct(flip(a!, transA), flip(b!, transB)),
    };
  };

const CASES: Record<string, Draw> = {
  add: binary(ops.add, (a, b) => a + b),
  sub: binary(ops.sub, (a, b) => a - b),
  mul: binary(ops.mul, (a, b) => a * b),
  div: binary(ops.div, (a, b) => a / b, awayFromZero),
  neg: unary(ops.neg, (x) => -x),
  exp: unary(ops.exp, Math.exp),
  log: unary(ops.log, Math.log, positive),
  sqrt: unary(ops.sqrt, Math.sqrt, positive),
  reciprocal: unary(ops.reciprocal, (x) => 1 / x, awayFromZero),
  sigmoid: unary(ops.sigmoid, (x) => 1 / (1 + Math.exp(-x))),
  tanh: unary(ops.tanh, Math.tanh),
  erf: unary(ops.erf, reference.errorFunction),
  relu: unary(ops.relu, (x) => Math.max(x, 0), awayFromZero),
  softmax: (random, shape) => ({
    inputs: [any(random, shape())],
    build: ([x]) => ops.softmax(x!),
    expected: ([x]) => reference.softmaxRows(x!),
  }),
  logSoftmax: (random, shape) => ({
    inputs: [any(random, shape())],
    build: ([x]) => ops.logSoftmax(x!),
    expected: ([x]) => reference.elementwise(Math.log, reference.softmaxRows(x!)),
  }),
  crossEntropy: (random) => {
    const [rows, classes] = dims(random, 2) as [number, number];
    const labels = indices(random, [rows], classes);
    return {
      inputs: [any(random, [rows, classes])],
      fixed: [labels],
      build: ([x], [label]) => ops.crossEntropy(x!, label!),
      expected: ([x]) => {
        const p = reference.softmaxRows(x!);
        return reference.tabulate(
          [rows],
          ([row]) => -Math.log(reference.read(p, [row!, Number(labels.data[row!])])),
        );
      },
    };
  },
  where: (random, shape) => {
    const full = shape();
    const condition: TypedTensor = {
      dtype: 'bool',
      shape: narrowed(random, full),
      data: new Uint8Array(0),
    };
    condition.data = Uint8Array.from({ length: reference.size(condition.shape) }, () => random.integer(2));
    const chosen: Dense = { shape: [...condition.shape], data: Float64Array.from(condition.data, Number) };
    return {
      inputs: [any(random, full), any(random, narrowed(random, full))],
      fixed: [condition],
      build: ([a, b], [c]) => ops.where(c!, a!, b!),
      expected: ([a, b]) => reference.elementwise((c, x, y) => (c ? x : y), chosen, a!, b!),
    };
  },
  reduceSum: (random, shape) => {
    const x = any(random, shape());
    const axes = someAxes(random, x.shape.length);
    return {
      inputs: [x],
      build: ([v]) => ops.reduceSum(v!, axes),
      expected: ([v]) => reference.sumOver(v!, axes),
    };
  },
  reduceMean: (random, shape) => {
    const x = any(random, shape());
    const axes = someAxes(random, x.shape.length);
    const count = axes.reduce((n, axis) => n * x.shape[axis]!, 1);
    return {
      inputs: [x],
      build: ([v]) =>
        ops.reduceMean(
          v!,
          axes.map((axis) => axis - x.shape.length),
        ),
      expected: ([v]) => reference.elementwise((sum) => sum / count, reference.sumOver(v!, axes)),
    };
  },
  sumAll: (random, shape) => ({
    inputs: [any(random, shape())],
    build: ([x]) => ops.sumAll(x!),
    expected: ([x]) => ({ shape: [], data: Float64Array.of(x!.data.reduce((sum, v) => sum + v, 0)) }),
  }),
  matmul: (random) => {
    const lead = dims(random, random.integer(3));
    const [m, k, n] = dims(random, 3) as [number, number, number];
    const [left, right] =
      random.uniform() < 0.5 ? [lead, narrowed(random, lead)] : [narrowed(random, lead), lead];
    return {
      inputs: [any(random, [...left, m, k]), any(random, [...right, k, n])],
      build: ([a, b]) => ops.matmul(a!, b!),
      expected: ([a, b]) => reference.matrixProduct(a!, b!),
    };
  },
  'gemm A B': gemmCase(false, false),
  'gemm A^T B': gemmCase(true, false),
  'gemm A B^T': gemmCase(false, true),
  'gemm A^T B^T': gemmCase(true, true),
  linear: (random) => {
    const lead = dims(random, 1 + random.integer(2));
    const [width, out] = dims(random, 2) as [number, number];
    return {
      inputs: [any(random, [...lead, width]), any(random, [out, width])],
      build: ([x, w]) => ops.linear(x!, w!),
      expected: ([x, w]) => {
        const rows = { shape: [reference.size(lead), width], data: x!.data };
        const { data } = reference.matrixProduct(rows, reference.transposed(w!, [1, 0]));
        return { shape: [...lead, out], data };
      },
    };
  },
  reshape: (random, shape) => {
    const x = any(random, shape());
    const target = random.uniform() < 0.5 ? [reference.size(x.shape)] : [...x.shape, 1].reverse();
    return {
      inputs: [x],
      build: ([v]) => ops.reshape(v!, target),
      expected: ([v]) => ({ shape: target, data: v!.data }),
    };
  },
  transpose: (random, shape) => {
    const x = any(random, shape());
    const order = random.shuffle([...x.shape.keys()]);
    return {
      inputs: [x],
      build: ([v]) => ops.transpose(v!, order),
      expected: ([v]) => reference.transposed(v!, order),
    };
  },
  swap: (random) => ({
    inputs: [any(random, dims(random, 3))],
    build: ([x]) => ops.swap(x!),
    expected: ([x]) => reference.transposed(x!, [0, 2, 1]),
  }),
  expand: (random, shape) => {
    const full = shape();
    return {
      inputs: [any(random, narrowed(random, full))],
      build: ([x]) => ops.expand(x!, full),
      expected: ([x]) => reference.tabulate(full, (index) => reference.read(x!, index)),
    };
  },
  concat: (random, shape) => {
    const first = shape();
    const axis = random.integer(first.length);
    const second = first.map((dim, i) => (i === axis ? 1 + random.integer(4) : dim));
    return {
      inputs: [any(random, first), any(random, second)],
      build: ([a, b]) => ops.concat([a!, b!, a!], axis - first.length),
      expected: ([a, b]) => reference.joined([a!, b!, a!], axis),
    };
  },
  'split, one part unused': (random, shape) => {
    const full = shape();
    const axis = random.integer(full.length);
    const sizes = dims(random, 3);
    full[axis] = sizes.reduce((sum, part) => sum + part, 0);
    return {
      inputs: [any(random, full)],
      build: ([x]) => {
        const [a, , c] = ops.split(x!, axis, sizes);
        return ops.concat([c!, a!], axis);
      },
      expected: ([x]) =>
        reference.joined(
          [
            reference.slice(x!, axis, sizes[0]! + sizes[1]!, sizes[2]!),
            reference.slice(x!, axis, 0, sizes[0]!),
          ],
          axis,
        ),
    };
  },
  'gather, rows repeated': (random) => {
    const table = any(random, dims(random, 1 + random.integer(3)));
    const index = indices(random, dims(random, 1 + random.integer(2)), table.shape[0]!);
    const depth = index.shape.length;
    return {
      inputs: [table],
      fixed: [index],
      build: ([t], [i]) => ops.gather(t!, i!),
      expected: ([t]) =>
        reference.tabulate([...index.shape, ...t!.shape.slice(1)], (at) => {
          const flat = index.shape.reduce((n, dim, axis) => n * dim + at[axis]!, 0);
          return reference.read(t!, [Number(index.data[flat]), ...at.slice(depth)]);
        }),
    };
  },
  'gatherElements, elements repeated': (random) => {
    const x = any(random, dims(random, 2));
    const index = indices(random, [x.shape[0]!, 1 + random.integer(5)], x.shape[1]!);
    return {
      inputs: [x],
      fixed: [index],
      build: ([v], [i]) => ops.gatherElements(v!, i!),
      expected: ([v]) =>
        reference.tabulate(index.shape, ([row, column]) =>
          reference.read(v!, [row!, Number(index.data[row! * index.shape[1]! + column!])]),
        ),
    };
  },
  'topK, values': (random, shape) => {
    const x = apart(random, shape());
    const k = 1 + random.integer(x.shape.at(-1)!);
    return {
      inputs: [x],
      build: ([v]) => ops.topK(v!, k).values,
      expected: ([v]) =>
        reference.tabulate([...v!.shape.slice(0, -1), k], (at) =>
          reference.read(v!, [...at.slice(0, -1), reference.largestFirst(v!, at.slice(0, -1))[at.at(-1)!]!]),
        ),
    };
  },
  'topK put back where it stood': (random, shape) => {
    const x = apart(random, shape());
    const k = 1 + random.integer(x.shape.at(-1)!);
    return {
      inputs: [x],
      build: ([v]) => {
        const { values, indices } = ops.topK(v!, k);
        return ops.scatterAdd(x.shape, indices, values);
      },
      expected: ([v]) =>
        reference.tabulate(v!.shape, (at) =>
          reference.largestFirst(v!, at.slice(0, -1)).slice(0, k).includes(at.at(-1)!)
            ? reference.read(v!, at)
            : 0,
        ),
    };
  },
  'addAt, elements repeated': (random) => {
    const x = any(random, dims(random, 2));
    const index = indices(random, [x.shape[0]!, 1 + random.integer(5)], x.shape[1]!);
    return {
      inputs: [x, any(random, index.shape)],
      fixed: [index],
      build: ([v, updates], [i]) => ops.addAt(v!, i!, updates!),
      expected: ([v, updates]) =>
        reference.tabulate(v!.shape, ([row, column]) => {
          let sum = reference.read(v!, [row!, column!]);
          for (let j = 0; j < index.shape[1]!; j++)
            if (Number(index.data[row! * index.shape[1]! + j]) === column!)
              sum += reference.read(updates!, [row!, j]);
          return sum;
        }),
    };
  },
};

/** Distinct numbers that no small step makes equal, so that the choice of the largest is differentiable. */
const apart = (random: Random, shape: readonly number[]): Dense => {
  const order = random.shuffle([...Array(reference.size(shape)).keys()]);
  return { shape: [...shape], data: Float64Array.from(order, (rank) => (rank - order.length / 2) / 8) };
};

const float = ({ shape, data }: Dense): TypedTensor => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from(data),
});

/** Runs a case with its gradients under the loss sum(output * weights), and holds both against the reference. */
async function check({ inputs, fixed = [], build, expected }: Case, random: Random): Promise<void> {
  const graph = new Graph();
  const values = inputs.map(({ shape }, i) => graph.input(`x${i}`, 'float32', shape));
  const others = fixed.map(({ dtype, shape }, i) => graph.input(`fixed${i}`, dtype, shape));
  const output = build(values, others);
  const wanted = expected(inputs);
  expect(output.shape).toEqual(wanted.shape);
  const weights = any(random, wanted.shape);
  graph.output('output', output);
  const loss = ops.sumAll(ops.mul(output, graph.constant(Float32Array.from(weights.data), weights.shape)));
  ops.gradients(loss, values).forEach((gradient, i) => graph.output(`gradient${i}`, gradient));
  const feeds = Object.fromEntries([
    ...inputs.map((x, i) => [`x${i}`, float(x)] as const),
    ...fixed.map((x, i) => [`fixed${i}`, x] as const),
  ]);
  const results = await evaluateGraph(graph, feeds);
  expect(results.output!.shape).toEqual(wanted.shape);
  expectClose(results.output!.data, wanted.data);

  const lossOf = (xs: Dense[]) => expected(xs).data.reduce((sum, y, i) => sum + y * weights.data[i]!, 0);
  inputs.forEach((x, i) => {
    const numeric = x.data.map((value, j) => {
      const moved = (by: number) =>
        lossOf(inputs.map((y, k) => (k === i ? { ...y, data: y.data.with(j, value + by) } : y)));
      return (moved(EPS) - moved(-EPS)) / (2 * EPS);
    });
    expect(results[`gradient${i}`]!.shape).toEqual(x.shape);
    expectClose(results[`gradient${i}`]!.data, numeric);
  });
}

/** Equal to float32 accuracy, relative to the largest element. */
function expectClose(actual: Float64Array, expected: Float64Array): void {
  expect(actual.length).toBe(expected.length);
  const scale = expected.reduce((max, x) => Math.max(max, Math.abs(x)), 1);
  const error = actual.reduce((max, x, i) => Math.max(max, Math.abs(x - expected[i]!)), 0);
  expect(error / scale).toBeLessThan(2e-6);
}

describe('operators and their derivatives', () => {
  it.each(Object.entries(CASES))(
    '%s agrees with the definition and with finite differences',
    async (_, draw) => {
      await fc.assert(
        fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 3 }), async (seed, rank) => {
          const random = new Random(seed);
          await check(
            draw(random, () => dims(random, rank)),
            random,
          );
        }),
        { numRuns: 25 },
      );
    },
  );
});
