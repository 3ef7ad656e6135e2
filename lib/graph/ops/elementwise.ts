import type { Node, OpDefinition, Value } from '../graph';
import { broadcast, formatShape, sameShape, type DType } from '../shape';

/** Elementwise operators with NumPy broadcasting. What is broadcast, `gradients` sums back. */
function binary(
  name: string,
  vjp: (node: Node, gradient: Value, wants: readonly boolean[]) => (Value | null)[],
): OpDefinition {
  return {
    name,
    infer: ([a, b]) => [{ dtype: common(a!, b!), shape: joint([a!, b!]) }],
    vjp: (node, [gradient], wants) => vjp(node, gradient!, wants),
  };
}

function unary(name: string, vjp?: (node: Node, gradient: Value) => Value): OpDefinition {
  return {
    name,
    infer: ([a]) => [{ dtype: expectFloat(a!), shape: a!.shape }],
    vjp: vjp && ((node, [gradient]) => [vjp(node, gradient!)]),
  };
}

const AddOp = binary('Add', (_, g) => [g, g]);
const SubOp = binary('Sub', (_, g, wants) => [g, wants[1] ? neg(g) : null]);
const MulOp = binary('Mul', ({ inputs: [a, b] }, g, wants) => [
  wants[0] ? mul(g, b!) : null,
  wants[1] ? mul(g, a!) : null,
]);
const DivOp = binary('Div', ({ inputs: [, b], outputs: [y] }, g, wants) => [
  wants[0] ? div(g, b!) : null,
  wants[1] ? neg(div(mul(g, y!), b!)) : null,
]);
const NegOp = unary('Neg', (_, g) => neg(g));
const ExpOp = unary('Exp', ({ outputs: [y] }, g) => mul(g, y!));
const LogOp = unary('Log', ({ inputs: [x] }, g) => div(g, x!));
const SqrtOp = unary('Sqrt', ({ outputs: [y] }, g) => div(mul(g, g.graph.scalar(0.5)), y!));
const ReciprocalOp = unary('Reciprocal', ({ outputs: [y] }, g) => neg(mul(g, mul(y!, y!))));
const SigmoidOp = unary('Sigmoid', ({ outputs: [y] }, g) => mul(g, mul(y!, sub(g.graph.scalar(1), y!))));
const TanhOp = unary('Tanh', ({ outputs: [y] }, g) => mul(g, sub(g.graph.scalar(1), mul(y!, y!))));
// d/dx erf(x) = 2/sqrt(pi) exp(-x^2)
const ErfOp = unary('Erf', ({ inputs: [x] }, g) =>
  mul(g, mul(exp(neg(mul(x!, x!))), g.graph.scalar(2 / Math.sqrt(Math.PI)))),
);
// The derivative at 0 is taken as 0.
const ReluOp = unary('Relu', ({ outputs: [y] }, g) =>
  where(greater(y!, g.graph.scalar(0)), g, g.graph.scalar(0)),
);
const GreaterOp: OpDefinition = {
  name: 'Greater',
  infer: ([a, b]) => {
    common(a!, b!);
    return [{ dtype: 'bool', shape: joint([a!, b!]) }];
  },
};
const MinOp: OpDefinition = {
  name: 'Min',
  infer: ([a, b]) => [{ dtype: common(a!, b!), shape: joint([a!, b!]) }],
};
const WhereOp: OpDefinition = {
  name: 'Where',
  infer: ([condition, a, b]) => {
    if (condition!.dtype !== 'bool') throw new Error(`the condition must be bool, not ${condition!.dtype}`);
    return [{ dtype: common(a!, b!), shape: joint([condition!, a!, b!]) }];
  },
  vjp: ({ inputs: [condition] }, [g], wants) => {
    const zero = g!.graph.scalar(0);
    return [
      null,
      wants[1] ? where(condition!, g!, zero) : null,
      wants[2] ? where(condition!, zero, g!) : null,
    ];
  },
};
const ONNX_TYPE: Record<DType, number> = { float32: 1, int64: 7, bool: 9 };
const CastOp: OpDefinition = {
  name: 'Cast',
  infer: ([a], { to }) => {
    const dtype = (Object.keys(ONNX_TYPE) as DType[]).find((key) => ONNX_TYPE[key] === to);
    if (!dtype) throw new Error(`unknown element type ${String(to)}`);
    return [{ dtype, shape: a!.shape }];
  },
};

export const add = (a: Value, b: Value): Value => a.graph.apply(AddOp, [a, b]);
export const sub = (a: Value, b: Value): Value => a.graph.apply(SubOp, [a, b]);
export const mul = (a: Value, b: Value): Value => a.graph.apply(MulOp, [a, b]);
export const div = (a: Value, b: Value): Value => a.graph.apply(DivOp, [a, b]);
export const neg = (a: Value): Value => a.graph.apply(NegOp, [a]);
export const exp = (a: Value): Value => a.graph.apply(ExpOp, [a]);
export const log = (a: Value): Value => a.graph.apply(LogOp, [a]);
export const sqrt = (a: Value): Value => a.graph.apply(SqrtOp, [a]);
export const reciprocal = (a: Value): Value => a.graph.apply(ReciprocalOp, [a]);
export const sigmoid = (a: Value): Value => a.graph.apply(SigmoidOp, [a]);
export const tanh = (a: Value): Value => a.graph.apply(TanhOp, [a]);
export const erf = (a: Value): Value => a.graph.apply(ErfOp, [a]);
export const relu = (a: Value): Value => a.graph.apply(ReluOp, [a]);
/** Whether a > b, elementwise with broadcasting. */
export const greater = (a: Value, b: Value): Value => a.graph.apply(GreaterOp, [a, b]);
export const min = (a: Value, b: Value): Value => a.graph.apply(MinOp, [a, b]);
/** `condition ? a : b`, elementwise with broadcasting. */
export const where = (condition: Value, a: Value, b: Value): Value =>
  a.graph.apply(WhereOp, [condition, a, b]);
export const cast = (a: Value, dtype: DType): Value => a.graph.apply(CastOp, [a], { to: ONNX_TYPE[dtype] });

function common(a: Value, b: Value): DType {
  if (a.dtype !== b.dtype) throw new Error('the element types differ');
  return a.dtype;
}

function expectFloat(a: Value): DType {
  if (a.dtype !== 'float32') throw new Error('the input must be float32');
  return a.dtype;
}

function joint(values: readonly Value[]): readonly (number | string)[] {
  return values
    .map((v) => v.shape)
    .reduce((shape, next) => {
      if (sameShape(shape, next)) return shape;
      const result = broadcast(shape, next);
      if (!result) throw new Error(`shapes ${formatShape(shape)} and ${formatShape(next)} do not broadcast`);
      return result;
    });
}
