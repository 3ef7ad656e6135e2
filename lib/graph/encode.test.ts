import { onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { add, dump, encode, gemm, gradients, Graph, reduceSum, reshape, softmax, sumAll, transpose } from '.';

/** A small graph with every kind of thing in it: weights, small constants, attributes of each kind, symbolic axes. */
function example(): Graph {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['batch', 3]);
  const ids = graph.input('ids', 'int64', ['batch']);
  const w = graph.constant(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3], 'w');
  const unused = graph.constant(new Float32Array(100), [100], 'unused');
  reshape(unused, [10, 10]);
  const y = gemm(x, w, false, true);
  graph.output('scores', softmax(add(y, graph.scalar(0.5))));
  graph.output('turned', transpose(y, [1, 0]));
  graph.output('ids', ids);
  graph.output('again', y);
  return graph;
}

const decoded = (graph: Graph) =>
  onnx.ModelProto.toObject(onnx.ModelProto.decode(encode(graph)), {
    longs: Number,
    arrays: true,
    bytes: Array,
  }) as onnx.IModelProto;

describe('encoding to ONNX', () => {
  it('writes what the reference decoder reads back as it was built', () => {
    const model = decoded(example());
    expect(model).toMatchObject({ irVersion: 9, producerName: 'mirrorscope' });
    expect(model.opsetImport).toEqual([{ domain: '', version: 20 }]);
    const graph = model.graph!;
    const shapes = (infos: onnx.IValueInfoProto[]) =>
      infos.map(({ name, type }) => [
        name,
        type!.tensorType!.elemType,
        type!.tensorType!.shape!.dim!.map((d) => d.dimParam ?? d.dimValue),
      ]);
    expect(shapes(graph.input!)).toEqual([
      ['x', 1, ['batch', 3]],
      ['ids', 7, ['batch']],
    ]);
    expect(shapes(graph.output!)).toEqual([
      ['scores', 1, ['batch', 2]],
      ['turned', 1, [2, 'batch']],
      ['ids', 7, ['batch']],
      ['again', 1, ['batch', 2]],
    ]);
    expect(graph.node!.map((node) => node.opType)).toEqual([
      'Gemm',
      'Add',
      'Softmax',
      'Transpose',
      'Identity',
      'Identity',
      'Identity',
      'Identity',
    ]);
    const [first] = graph.node!;
    expect(first!.input).toEqual(['x', 'w']);
    expect(first!.attribute!.map(({ name, i, type }) => [name, i, type])).toEqual([
      ['transA', 0, 2],
      ['transB', 1, 2],
    ]);
    const [perm] = graph.node![3]!.attribute!;
    expect([perm!.name, perm!.ints, perm!.type]).toEqual(['perm', [1, 0], 7]);
    const weights = graph.initializer!.find((tensor) => tensor.name === 'w')!;
    expect([weights.dims, weights.dataType]).toEqual([[2, 3], 1]);
    expect([...new Float32Array(Uint8Array.from(weights.rawData!).buffer)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('writes the types of attributes, negative numbers and booleans', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    const op = { name: 'Anything', infer: () => [{ dtype: 'float32' as const, shape: [2] }] };
    graph.output('y', graph.apply(op, [x], { i: -3, f: { float: 0.25 }, s: 'add', list: [-1, 300] }));
    graph.output('flags', graph.constant(Uint8Array.of(0, 1), [2], 'flags.data'));
    const model = decoded(graph);
    expect(model.graph!.node![0]!.attribute).toEqual([
      expect.objectContaining({ name: 'i', i: -3, type: 2 }),
      expect.objectContaining({ name: 'f', f: 0.25, type: 1 }),
      expect.objectContaining({ name: 's', s: [...Buffer.from('add')], type: 3 }),
      expect.objectContaining({ name: 'list', ints: [-1, 300], type: 7 }),
    ]);
    expect(model.graph!.initializer).toEqual([
      expect.objectContaining({ name: 'flags.data', dims: [2], dataType: 9, rawData: [0, 1] }),
    ]);
  });

  it('leaves out nodes and constants that no output needs', () => {
    const { node, initializer } = decoded(example()).graph!;
    expect(node!.some(({ opType }) => opType === 'Reshape')).toBe(false);
    expect(initializer!.map(({ name }) => name)).not.toContain('unused');
  });

  it('refuses a graph without outputs', () => {
    expect(() => encode(new Graph())).toThrow('the graph has no outputs');
  });
});

describe('listing a graph', () => {
  it('shows inputs, nodes with types and attributes, and outputs', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', ['n', 2]);
    const w = graph.input('w', 'float32', [3, 2]);
    const y = gemm(x, w, false, true);
    graph.output('rows', reduceSum(y, [1]));
    graph.output('gradient', gradients(sumAll(softmax(y)), [w])[0]!);
    expect(dump(graph)).toMatchInlineSnapshot(`
      "in   x: float32 [n, 2]
      in   w: float32 [3, 2]
           v2: float32 [n, 3] = Gemm(x, w) transA=0 transB=1
           v4: float32 [n, 1] = ReduceSum(v2, {1}) keepdims=1
           v5: float32 [n, 3] = Softmax(v2) axis=-1
           v12: float32 [1, 1] = Reshape({1}, {1, 1})
           v13: int64 [1] = Shape(x) start=0 end=1
           v15: int64 [2] = Concat(v13, {3}) axis=0
           v16: float32 [n, 3] = Expand(v12, v15)
           v17: float32 [n, 3] = Mul(v16, v5)
           v18: float32 [n, 1] = ReduceSum(v17, {1}) keepdims=1
           v19: float32 [n, 3] = Sub(v16, v18)
           v20: float32 [n, 3] = Mul(v5, v19)
           v21: float32 [3, 2] = Gemm(v20, x) transA=1 transB=0
      out  rows: float32 [n, 1] = v4
      out  gradient: float32 [3, 2] = v21"
    `);
  });
});
