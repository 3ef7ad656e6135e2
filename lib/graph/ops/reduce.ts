import type { OpDefinition, Value } from '../graph';
import { axisIndex, sameShape, type Dim } from '../shape';
import { exp, mul, sub } from './elementwise';
import { expand, reshape } from './shape';

/** Reductions keep the reduced axes as length 1, so that the result broadcasts against the input. */
function reducer(name: string): Pick<OpDefinition, 'name' | 'infer'> {
  return {
    name,
    infer: ([a, axes]) => {
      const list = axisList(axes!);
      return [{ dtype: a!.dtype, shape: a!.shape.map((dim, i) => (list.includes(i) ? 1 : dim)) }];
    },
  };
}

const ReduceSumOp: OpDefinition = {
  ...reducer('ReduceSum'),
  vjp: ({ inputs: [x] }, [g]) => [expand(g!, x!.shape), null],
};
const ReduceMeanOp: OpDefinition = {
  ...reducer('ReduceMean'),
  vjp: ({ inputs: [x, axes] }, [g]) => {
    const length = axisList(axes!).reduce((n, axis) => {
      const dim = x!.shape[axis]!;
      if (typeof dim === 'string') throw new Error(`a mean over the symbolic axis ${dim} has no gradient`);
      return n * dim;
    }, 1);
    return [expand(mul(g!, g!.graph.scalar(1 / length)), x!.shape), null];
  },
};
// softmax: dx = y * (g - sum(g * y))
const SoftmaxOp: OpDefinition = {
  name: 'Softmax',
  infer: ([a]) => [{ dtype: a!.dtype, shape: a!.shape }],
  vjp: ({ outputs: [y] }, [g]) => [mul(y!, sub(g!, reduceSum(mul(g!, y!), [-1])))],
};
// log-softmax: dx = g - exp(y) * sum(g)
const LogSoftmaxOp: OpDefinition = {
  name: 'LogSoftmax',
  infer: ([a]) => [{ dtype: a!.dtype, shape: a!.shape }],
  vjp: ({ outputs: [y] }, [g]) => [sub(g!, mul(exp(y!), reduceSum(g!, [-1])))],
};

/** Sum over `axes`, which stay as length 1. */
export function reduceSum(x: Value, axes: readonly number[]): Value {
  return x.graph.apply(ReduceSumOp, [x, axesConstant(x, axes)], { keepdims: 1 });
}

/** Mean over `axes`, which stay as length 1. */
export function reduceMean(x: Value, axes: readonly number[]): Value {
  return x.graph.apply(ReduceMeanOp, [x, axesConstant(x, axes)], { keepdims: 1 });
}

/** Sum of all elements, as a scalar. */
export function sumAll(x: Value): Value {
  return reshape(
    reduceSum(
      x,
      x.shape.map((_, i) => i),
    ),
    [],
  );
}

/** Softmax over the last axis. */
export const softmax = (x: Value): Value => x.graph.apply(SoftmaxOp, [x], { axis: -1 });

/** Log-softmax over the last axis. */
export const logSoftmax = (x: Value): Value => x.graph.apply(LogSoftmaxOp, [x], { axis: -1 });

/** Sums a gradient over the axes along which a value of shape `shape` was broadcast. */
export function sumTo(gradient: Value, shape: readonly Dim[]): Value {
  if (sameShape(gradient.shape, shape)) return gradient;
  const lead = gradient.shape.length - shape.length;
  const axes = gradient.shape.flatMap((dim, i) =>
    i < lead || (shape[i - lead] === 1 && dim !== 1) ? [i] : [],
  );
  const summed = axes.length > 0 ? reduceSum(gradient, axes) : gradient;
  return sameShape(summed.shape, shape) ? summed : reshape(summed, shape);
}

function axesConstant(x: Value, axes: readonly number[]): Value {
  return x.graph.ints(axes.map((axis) => axisIndex(axis, x.shape.length)));
}

function axisList(axes: Value): number[] {
  const data = axes.graph.constants.get(axes);
  if (!(data instanceof BigInt64Array)) throw new Error('the axes must be an int64 constant');
  return Array.from(data, Number);
}
