import type { OpDefinition, Value } from '../graph';
import { flattened, sameShape } from '../shape';
import { expand, reshape } from './shape';

const GatherOp: OpDefinition = {
  name: 'Gather',
  infer: ([table, indices]) => {
    if (indices!.dtype !== 'int64') throw new Error('the indices must be int64');
    return [{ dtype: table!.dtype, shape: [...indices!.shape, ...table!.shape.slice(1)] }];
  },
  // Rows may repeat, so the gradient adds: ScatterElements, because ScatterND races on repeated rows.
  vjp: ({ inputs: [table, indices] }, [g]) => {
    const width = table!.shape.slice(1);
    const count = flattened(indices!.shape);
    const rows = reshape(g!, [count, ...width]);
    const index = expand(reshape(indices!, [count, ...width.map(() => 1)]), rows.shape);
    return [scatterAdd(table!.shape.map(Number), index, rows, 0), null];
  },
};

const GatherElementsOp: OpDefinition = {
  name: 'GatherElements',
  infer: ([x, indices], { axis }) => {
    if (indices!.dtype !== 'int64') throw new Error('the indices must be int64');
    if (x!.shape.length !== indices!.shape.length) throw new Error('the ranks differ');
    // The derivative adds at the indices of every row, so every row must have one.
    if (x!.shape.some((dim, i) => i !== axis && dim !== indices!.shape[i]))
      throw new Error(`the shapes differ outside axis ${String(axis)}`);
    return [{ dtype: x!.dtype, shape: indices!.shape }];
  },
  vjp: ({ inputs: [x, indices], attributes: { axis } }, [g]) => [
    scatterAdd(x!.shape.map(Number), indices!, g!, axis as number),
    null,
  ],
};

// With reduction "add": what was added to keeps its gradient, and an update has that of the element it was added to.
const ScatterElementsOp: OpDefinition = {
  name: 'ScatterElements',
  infer: ([x, indices, updates]) => {
    if (indices!.dtype !== 'int64') throw new Error('the indices must be int64');
    if (!sameShape(indices!.shape, updates!.shape)) throw new Error('indices and updates differ in shape');
    return [{ dtype: x!.dtype, shape: x!.shape }];
  },
  vjp: ({ inputs: [, indices], attributes: { axis } }, [g], wants) => [
    g!,
    null,
    wants[2] ? g!.graph.apply(GatherElementsOp, [g!, indices!], { axis: axis! }) : null,
  ],
};

// The chosen elements take their gradients back to where they stood; the choice itself has none.
const TopKOp = (k: number): OpDefinition => ({
  name: 'TopK',
  infer: ([x]) => {
    const length = x!.shape.at(-1);
    if (length === undefined || (typeof length === 'number' && k > length))
      throw new Error(`cannot take the top ${k} of ${length ?? 'no'} elements`);
    const shape = [...x!.shape.slice(0, -1), k];
    return [
      { dtype: x!.dtype, shape },
      { dtype: 'int64', shape },
    ];
  },
  vjp: ({ inputs: [x], outputs: [, indices] }, [g]) => [
    g ? scatterAdd(x!.shape.map(Number), indices!, g, x!.shape.length - 1) : null,
    null,
  ],
});

/** Rows of `table` by index along axis 0: `[n, ...]` and `[i...]` to `[i..., ...]`. */
export const gather = (table: Value, indices: Value): Value =>
  table.graph.apply(GatherOp, [table, indices], { axis: 0 });

/** Elements of `x` by index along the last axis; the other axes are shared. */
export const gatherElements = (x: Value, indices: Value): Value =>
  x.graph.apply(GatherElementsOp, [x, indices], { axis: x.shape.length - 1 });

/**
 * The `k` largest elements along the last axis, largest first, and where they stood: `[..., n]` to two of `[..., k]`.
 * Of equal elements the one with the lower index comes first.
 */
export function topK(x: Value, k: number): { values: Value; indices: Value } {
  const [values, indices] = x.graph.add(TopKOp(k), [x, x.graph.ints([k])], {
    axis: -1,
    largest: 1,
    sorted: 1,
  }).outputs;
  return { values: values!, indices: indices! };
}

/** `x` with `updates` added at `indices` along `axis`; repeated indices add up exactly. */
export const addAt = (x: Value, indices: Value, updates: Value, axis = x.shape.length - 1): Value =>
  x.graph.apply(ScatterElementsOp, [x, indices, updates], { axis, reduction: 'add' });

/** Zeros of a static shape with `updates` added at `indices` along `axis` (the last): undoes `topK` up to what it left out. */
export function scatterAdd(
  shape: readonly number[],
  indices: Value,
  updates: Value,
  axis = shape.length - 1,
): Value {
  return addAt(expand(updates.graph.scalar(0), shape), indices, updates, axis);
}
