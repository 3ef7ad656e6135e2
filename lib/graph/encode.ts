import type { Attribute, ConstantData, Graph, Node, Value } from './graph';
import { Message } from './protobuf';
import type { DType, Dim } from './shape';

/** Operator set 20 and IR version 9: what ONNX Runtime runs alike on CPU, WASM and WebGPU. */
const OPSET = 20;
const IR_VERSION = 9;

const ELEMENT: Record<DType, number> = { float32: 1, int64: 7, bool: 9 };

// Field numbers of onnx.proto3.
const MODEL = { irVersion: 1, producer: 2, graph: 7, opset: 8 };
const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 };
const NODE = { input: 1, output: 2, opType: 4, attribute: 5 };
const ATTRIBUTE = { name: 1, f: 2, i: 3, s: 4, ints: 8, type: 20 };
const TENSOR = { dims: 1, dataType: 2, name: 8, rawData: 9, externalData: 13, dataLocation: 14 };

/** A graph as ONNX Runtime takes it. */
export interface EncodedGraph {
  /** The ONNX model, protobuf. */
  model: Uint8Array<ArrayBuffer>;
  /** Large constants, which the model names and does not hold: they are passed on without a copy. */
  external: { path: string; data: Uint8Array }[];
}

/** Constants of at least this many bytes can stay outside the model. */
const EXTERNAL_BYTES = 1 << 16;

/**
 * Encodes a graph as an ONNX model (protobuf bytes). Nodes and constants that no output needs are left out.
 * Throws an Error when the graph has no outputs.
 */
export function encode(graph: Graph): Uint8Array<ArrayBuffer> {
  return encodeWith(graph, encodeTensor);
}

/** As {@link encode}, with large constants beside the model: weights are then in memory once less. */
export function encodeExternal(graph: Graph): EncodedGraph {
  const external: EncodedGraph['external'] = [];
  const model = encodeWith(graph, (value, data) => {
    if (data.byteLength < EXTERNAL_BYTES) return encodeTensor(value, data);
    external.push({ path: value.name, data: bytesOf(data) });
    return encodeExternalTensor(value, data.byteLength);
  });
  return { model, external };
}

function encodeWith(
  graph: Graph,
  tensor: (value: Value, data: ConstantData) => Message,
): Uint8Array<ArrayBuffer> {
  if (graph.outputs.length === 0) throw new Error('the graph has no outputs');
  const { nodes, values } = needed(graph);
  const body = new Message().string(GRAPH.name, 'mirrorscope');
  for (const node of nodes) body.message(GRAPH.node, encodeNode(node));
  for (const { name, value } of graph.outputs) {
    // An output has a name of its own, so that one value can be two outputs and inputs can be passed through.
    body.message(
      GRAPH.node,
      new Message().string(NODE.input, value.name).string(NODE.output, name).string(NODE.opType, 'Identity'),
    );
  }
  for (const [value, data] of graph.constants) {
    if (values.has(value)) body.message(GRAPH.initializer, tensor(value, data));
  }
  for (const input of graph.inputs) body.message(GRAPH.input, encodeValueInfo(input.name, input));
  for (const { name, value } of graph.outputs) body.message(GRAPH.output, encodeValueInfo(name, value));
  return new Message()
    .int(MODEL.irVersion, IR_VERSION)
    .string(MODEL.producer, 'mirrorscope')
    .message(MODEL.graph, body)
    .message(MODEL.opset, new Message().string(1, '').int(2, OPSET))
    .finish();
}

/** The nodes that outputs depend on, in creation (hence topological) order, and every value they touch. */
export function needed(graph: Graph): { nodes: Node[]; values: Set<Value> } {
  const values = new Set<Value>(graph.outputs.map((output) => output.value));
  const nodes: Node[] = [];
  for (let i = graph.nodes.length - 1; i >= 0; i--) {
    const node = graph.nodes[i]!;
    if (!node.outputs.some((output) => values.has(output))) continue;
    nodes.push(node);
    for (const input of node.inputs) values.add(input);
  }
  return { nodes: nodes.reverse(), values };
}

function encodeNode(node: Node): Message {
  const message = new Message();
  for (const input of node.inputs) message.string(NODE.input, input.name);
  for (const output of node.outputs) message.string(NODE.output, output.name);
  message.string(NODE.opType, node.op.name);
  for (const [name, value] of Object.entries(node.attributes)) {
    message.message(NODE.attribute, encodeAttribute(name, value));
  }
  return message;
}

function encodeAttribute(name: string, value: Attribute): Message {
  const message = new Message().string(ATTRIBUTE.name, name);
  if (typeof value === 'number') return message.int(ATTRIBUTE.i, value).int(ATTRIBUTE.type, 2);
  if (typeof value === 'string') return message.string(ATTRIBUTE.s, value).int(ATTRIBUTE.type, 3);
  if ('float' in value) return message.float(ATTRIBUTE.f, value.float).int(ATTRIBUTE.type, 1);
  for (const item of value) message.int(ATTRIBUTE.ints, item);
  return message.int(ATTRIBUTE.type, 7);
}

function encodeTensor(value: Value, data: ConstantData): Message {
  return tensorHead(value).bytes(TENSOR.rawData, bytesOf(data));
}

function encodeExternalTensor(value: Value, length: number): Message {
  const message = tensorHead(value);
  const entries = { location: value.name, offset: '0', length: String(length) };
  for (const [key, text] of Object.entries(entries))
    message.message(TENSOR.externalData, new Message().string(1, key).string(2, text));
  return message.int(TENSOR.dataLocation, 1);
}

function tensorHead(value: Value): Message {
  const message = new Message();
  for (const dim of value.shape) message.int(TENSOR.dims, Number(dim));
  return message.int(TENSOR.dataType, ELEMENT[value.dtype]).string(TENSOR.name, value.name);
}

const bytesOf = (data: ConstantData) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

function encodeValueInfo(name: string, { dtype, shape }: { dtype: DType; shape: readonly Dim[] }): Message {
  const dims = new Message();
  for (const dim of shape) {
    dims.message(1, typeof dim === 'number' ? new Message().int(1, dim) : new Message().string(2, dim));
  }
  const tensor = new Message().int(1, ELEMENT[dtype]).message(2, dims);
  return new Message().string(1, name).message(2, new Message().message(1, tensor));
}
