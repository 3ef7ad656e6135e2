/** ONNX graphs: values with checked types, operators with their derivatives, encoding to protobuf. */
export { Graph, withGradient } from './graph';
export type { Node, OpDefinition, Value } from './graph';
export { gradients } from './autodiff';
export { encode, encodeExternal } from './encode';
export type { EncodedGraph } from './encode';
export { dump } from './dump';
export { flattened } from './shape';
export type { DType, Dim } from './shape';
export * from './ops/elementwise';
export * from './ops/reduce';
export * from './ops/shape';
export * from './ops/matmul';
export * from './ops/gather';
export * from './ops/loss';
