import type { OpDefinition, Value } from '../graph';
import { broadcast, flattened } from '../shape';
import { reshape, transpose } from './shape';

const MatMulOp: OpDefinition = {
  name: 'MatMul',
  infer: ([a, b]) => {
    const [m, k] = a!.shape.slice(-2);
    const [k2, n] = b!.shape.slice(-2);
    if (k === undefined || n === undefined || k !== k2)
      throw new Error(`inner dimensions ${k} and ${k2} differ`);
    expectFloats(a!, b!);
    const batch = broadcast(a!.shape.slice(0, -2), b!.shape.slice(0, -2));
    if (!batch) throw new Error('the batch dimensions do not broadcast');
    return [{ dtype: a!.dtype, shape: [...batch, m!, n] }];
  },
  vjp: ({ inputs: [a, b] }, [g], wants) => [
    wants[0] ? matmul(g!, swap(b!)) : null,
    wants[1] ? matmul(swap(a!), g!) : null,
  ],
};

const GemmOp: OpDefinition = {
  name: 'Gemm',
  infer: ([a, b], { transA, transB }) => {
    if (a!.shape.length !== 2 || b!.shape.length !== 2) throw new Error('both inputs must be matrices');
    const [m, k] = transA ? [a!.shape[1], a!.shape[0]] : a!.shape;
    const [k2, n] = transB ? [b!.shape[1], b!.shape[0]] : b!.shape;
    if (k !== k2) throw new Error(`inner dimensions ${k} and ${k2} differ`);
    expectFloats(a!, b!);
    return [{ dtype: a!.dtype, shape: [m!, n!] }];
  },
  // For C = op(A) op(B): dA = g op(B)^T and dB = op(A)^T g, each written as one Gemm.
  vjp: ({ inputs: [a, b], attributes: { transA, transB } }, [g], wants) => [
    !wants[0] ? null : transA ? gemm(b!, g!, Boolean(transB), true) : gemm(g!, b!, false, !transB),
    !wants[1] ? null : transB ? gemm(g!, a!, true, Boolean(transA)) : gemm(a!, g!, !transA, false),
  ],
};

/** Matrix product over the last two axes, the others broadcast. */
export const matmul = (a: Value, b: Value): Value => a.graph.apply(MatMulOp, [a, b]);

/** Product of two matrices, each taken transposed or not. */
export function gemm(a: Value, b: Value, transA = false, transB = false): Value {
  return a.graph.apply(GemmOp, [a, b], { transA: Number(transA), transB: Number(transB) });
}

/** `x W^T` for a weight `[out, in]`, or `x W` for one that is stored transposed: `[..., in]` to `[..., out]`. */
export function linear(x: Value, weight: Value, transposed = false): Value {
  const lead = x.shape.slice(0, -1);
  const flat = reshape(x, [flattened(lead), x.shape.at(-1)!]);
  return reshape(gemm(flat, weight, false, !transposed), [...lead, weight.shape[transposed ? 1 : 0]!]);
}

/** Swaps the last two axes. */
export function swap(x: Value): Value {
  const rank = x.shape.length;
  return transpose(x, [...Array(rank - 2).keys(), rank - 1, rank - 2]);
}

function expectFloats(a: Value, b: Value): void {
  if (a.dtype !== 'float32' || b.dtype !== 'float32') throw new Error('both inputs must be float32');
}
