import type { OpDefinition, Value } from '../graph';
import { axisIndex, broadcast, elements, formatShape, isStatic, joined, sameShape, type Dim } from '../shape';

const ReshapeOp = (target: readonly Dim[]): OpDefinition => ({
  name: 'Reshape',
  infer: ([x]) => {
    if (isStatic(x!.shape) && isStatic(target) && elements(x!.shape) !== elements(target)) {
      throw new Error(`cannot be reshaped to ${formatShape(target)}`);
    }
    return [{ dtype: x!.dtype, shape: target }];
  },
  vjp: ({ inputs: [x] }, [g]) => [reshape(g!, x!.shape), null],
});

const TransposeOp: OpDefinition = {
  name: 'Transpose',
  infer: ([x], { perm }) => {
    const order = perm as readonly number[];
    if ([...order].sort((a, b) => a - b).some((axis, i) => axis !== i) || order.length !== x!.shape.length) {
      throw new Error(`[${order.join(', ')}] is not a permutation of its axes`);
    }
    return [{ dtype: x!.dtype, shape: order.map((axis) => x!.shape[axis]!) }];
  },
  vjp: ({ attributes: { perm } }, [g]) => {
    const order = perm as readonly number[];
    const inverse = order.map((_, axis) => order.indexOf(axis));
    return [transpose(g!, inverse)];
  },
};

const ExpandOp = (target: readonly Dim[]): OpDefinition => ({
  name: 'Expand',
  infer: ([x]) => {
    const shape = broadcast(x!.shape, target);
    if (!shape || !sameShape(shape, target)) throw new Error(`cannot expand to ${formatShape(target)}`);
    return [{ dtype: x!.dtype, shape: target }];
  },
  vjp: (_, [g]) => [g!, null],
});

const ConcatOp: OpDefinition = {
  name: 'Concat',
  infer: (inputs, { axis }) => {
    const at = axis as number;
    const shape = [...inputs[0]!.shape];
    const others = (v: Value) => [v.dtype, v.shape.length, ...v.shape.filter((_, i) => i !== at)].join();
    if (inputs.some((input) => others(input) !== others(inputs[0]!)))
      throw new Error(`the parts differ outside axis ${at}`);
    shape[at] = joined(inputs.map((input) => input.shape[at]!));
    return [{ dtype: inputs[0]!.dtype, shape }];
  },
  vjp: ({ inputs, attributes: { axis } }, [g]) => {
    const at = axis as number;
    return split(
      g!,
      at,
      inputs.map((input) => input.shape[at] as number),
    );
  },
};

const SplitOp = (sizes: readonly number[]): OpDefinition => ({
  name: 'Split',
  infer: ([x], { axis }) => {
    const at = axis as number;
    const dim = x!.shape[at];
    if (dim !== sizes.reduce((a, b) => a + b, 0))
      throw new Error(`parts ${formatShape(sizes)} do not add up to ${dim}`);
    return sizes.map((size) => ({ dtype: x!.dtype, shape: x!.shape.map((d, i) => (i === at ? size : d)) }));
  },
  vjp: ({ outputs, attributes: { axis } }, gradients) => {
    const parts = outputs.map((output, i) => gradients[i] ?? expand(output.graph.scalar(0), output.shape));
    return [concat(parts, axis as number), null];
  },
});

const ShapeOp: OpDefinition = {
  name: 'Shape',
  infer: (_, { start, end }) => [{ dtype: 'int64', shape: [(end as number) - (start as number)] }],
};

/** Gives `x` the shape `shape`, which may name symbolic dimensions of the graph's inputs. */
export function reshape(x: Value, shape: readonly Dim[]): Value {
  if (sameShape(x.shape, shape)) return x;
  return x.graph.apply(ReshapeOp(shape), [x, shapeValue(x, shape)]);
}

/** Reorders the axes: axis i of the result is axis `order[i]` of `x`. */
export const transpose = (x: Value, order: readonly number[]): Value =>
  order.every((axis, i) => axis === i) ? x : x.graph.apply(TransposeOp, [x], { perm: order });

/** Broadcasts `x` to `shape`. */
export function expand(x: Value, shape: readonly Dim[]): Value {
  if (sameShape(x.shape, shape)) return x;
  return x.graph.apply(ExpandOp(shape), [x, shapeValue(x, shape, false)]);
}

export function concat(values: readonly Value[], axis: number): Value {
  const first = values[0];
  if (!first) throw new Error('nothing to concatenate');
  return values.length === 1
    ? first
    : first.graph.apply(ConcatOp, values, { axis: axisIndex(axis, first.shape.length) });
}

/** Cuts `x` along `axis` into parts of the given sizes. */
export function split(x: Value, axis: number, sizes: readonly number[]): Value[] {
  const at = axisIndex(axis, x.shape.length);
  if (sizes.length === 1) return [x];
  return x.graph.add(SplitOp(sizes), [x, x.graph.ints(sizes)], { axis: at }).outputs;
}

/** `shape` as an int64 vector: a constant where it can be one, else put together at run time. */
function shapeValue(x: Value, shape: readonly Dim[], mayInfer = true): Value {
  const graph = x.graph;
  const open = shape.filter((dim, i) => typeof dim === 'string' && !(mayInfer && x.shape[i] === dim));
  if (open.length === 0 || (mayInfer && open.length === 1)) {
    return graph.ints(shape.map((dim, i) => (typeof dim === 'number' ? dim : x.shape[i] === dim ? 0 : -1)));
  }
  // One dimension may be left to follow from the others: one that no input has, such as a product of two.
  const free = mayInfer ? open.find((dim) => !graph.inputs.some((input) => input.shape.includes(dim))) : null;
  return concat(
    shape.map((dim) => {
      if (typeof dim === 'number') return graph.ints([dim]);
      if (dim === free) return graph.ints([-1]);
      const { value, axis } = graph.dimSource(dim);
      return graph.apply(ShapeOp, [value], { start: axis, end: axis + 1 });
    }),
    0,
  );
}
