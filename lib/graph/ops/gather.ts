import type { OpDefinition } from '../graph';
import type { Value } from '../value';
import { expand, reshape } from './shape';
import { flatten } from './matmul';

const GatherOp: OpDefinition = {
  name: 'Gather',
  infer: ([table, indices]) => {
    if (indices!.dtype !== 'int64') throw new Error('the indices must be int64');
    return [{ dtype: table!.dtype, shape: [...indices!.shape, ...table!.shape.slice(1)] }];
  },
  // Rows may repeat, so the gradient adds: ScatterElements, because ScatterND races on repeated rows.
  vjp: ({ inputs: [table, indices] }, [g]) => {
    const width = table!.shape.slice(1);
    const count = flatten(indices!.shape);
    const rows = reshape(g!, [count, ...width]);
    const index = expand(reshape(indices!, [count, ...width.map(() => 1)]), rows.shape);
    return [scatterAdd(table!.shape.map(Number), index, rows), null];
  },
};

const GatherElementsOp: OpDefinition = {
  name: 'GatherElements',
  infer: ([x, indices], { axis }) => {
    if (indices!.dtype !== 'int64') throw new Error('the indices must be int64');
    if (x!.shape.length !== indices!.shape.length) throw new Error('the ranks differ');
    // The derivative adds at the indices of every row, so every row must have some.
    if (x!.shape.some((dim, i) => i !== axis && dim !== indices!.shape[i]))
      throw new Error(`the shapes differ beside axis ${String(axis)}`);
    return [{ dtype: x!.dtype, shape: indices!.shape }];
  },
  vjp: ({ inputs: [x, indices], attributes: { axis } }, [g]) => [
    scatterAdd(x!.shape.map(Number), indices!, g!, axis as number),
    null,
  ],
};

const ScatterElementsOp: OpDefinition = {
  name: 'ScatterElements',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
};

/** Rows of `table` by index along axis 0: `[n, ...]` and `[i...]` to `[i..., ...]`. */
export const gather = (table: Value, indices: Value): Value =>
  table.graph.apply(GatherOp, [table, indices], { axis: 0 });

/** Elements of `x` by index along the last axis; all other axes are walked together. */
export const gatherElements = (x: Value, indices: Value): Value =>
  x.graph.apply(GatherElementsOp, [x, indices], { axis: x.shape.length - 1 });

/** Zeros of a static shape with `updates` added at `indices` along `axis`; repeated indices add up exactly. */
function scatterAdd(shape: readonly number[], indices: Value, updates: Value, axis = 0): Value {
  const zeros = expand(updates.graph.scalar(0), shape);
  return updates.graph.apply(ScatterElementsOp, [zeros, indices, updates], { axis, reduction: 'add' });
}
