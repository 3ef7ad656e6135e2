import { formatType, type DType, type Dim, type TensorType } from './shape';

export type Attribute = number | readonly number[] | string | { float: number };

export type Attributes = Readonly<Record<string, Attribute>>;

/** One tensor of a graph: an input, a constant, or an output of a node. */
export interface Value extends TensorType {
  readonly graph: Graph;
  readonly name: string;
  /** Creation order; a value is always created after everything it depends on. */
  readonly id: number;
  /** The node that computes it; absent for inputs and constants. */
  readonly node?: Node;
}

/** One operation of a graph, with its inputs and outputs. */
export interface Node {
  readonly op: OpDefinition;
  readonly inputs: readonly Value[];
  readonly outputs: Value[];
  readonly attributes: Attributes;
}

/**
 * An ONNX operator: how the types of its outputs follow from its inputs, and its vector-Jacobian product.
 * `infer` throws an Error that says what is wrong; the builder adds the operator and the types of its inputs.
 */
export interface OpDefinition {
  readonly name: string;
  infer(inputs: readonly Value[], attributes: Attributes): TensorType[];
  /**
   * Given the gradient of each output (null where nothing flows back), returns the gradient of each input, or null
   * where it has none; a gradient may have the shape that its input was broadcast to. `wants[i]` says whether the
   * gradient of input i is needed; others should not be built.
   */
  vjp?(node: Node, gradients: readonly (Value | null)[], wants: readonly boolean[]): (Value | null)[];
}

/** Gradient rule for a value computed by several nodes, used instead of theirs: see `withGradient`. */
export interface GradientRule {
  readonly inputs: readonly Value[];
  readonly vjp: (gradient: Value, wants: readonly boolean[]) => (Value | null)[];
}

export type ConstantData = Float32Array | BigInt64Array | Uint8Array;

/**
 * Builds an ONNX graph. Every operation is checked when it is added, and adding the same operation on the same
 * inputs with the same result types twice gives the first one's output, so shared subexpressions are computed once.
 */
export class Graph {
  readonly inputs: Value[] = [];
  readonly outputs: { name: string; value: Value }[] = [];
  readonly nodes: Node[] = [];
  readonly constants = new Map<Value, ConstantData>();
  readonly gradientRules = new Map<Value, GradientRule>();
  private readonly interned = new Map<string, Node>();
  private readonly scalars = new Map<string, Value>();
  private readonly names = new Set<string>();
  private count = 0;

  /** Declares an input. Throws if the name is taken. */
  input(name: string, dtype: DType, shape: readonly Dim[]): Value {
    const value = this.value({ dtype, shape }, name);
    this.inputs.push(value);
    return value;
  }

  /** Adds a constant. Large constants (weights) keep the array by reference; do not change it afterwards. */
  constant(data: ConstantData, shape: readonly number[], name?: string): Value {
    const length = shape.reduce((product, dim) => product * dim, 1);
    if (length !== data.length) {
      throw new Error(
        `constant ${name ?? ''} has ${data.length} elements, but its shape ${shape.join('x')} has ${length}`,
      );
    }
    const dtype: DType =
      data instanceof Float32Array ? 'float32' : data instanceof BigInt64Array ? 'int64' : 'bool';
    if (name === undefined && length <= 16) {
      const key = `${dtype}:${shape.join(',')}:${Array.from<number | bigint>(data).join(',')}`;
      const existing = this.scalars.get(key);
      if (existing) return existing;
      const value = this.value({ dtype, shape });
      this.constants.set(value, data);
      this.scalars.set(key, value);
      return value;
    }
    const value = this.value({ dtype, shape }, name);
    this.constants.set(value, data);
    return value;
  }

  /** A float32 scalar constant. */
  scalar(value: number): Value {
    return this.constant(Float32Array.of(value), []);
  }

  /** An int64 vector constant. */
  ints(values: readonly number[]): Value {
    return this.constant(
      BigInt64Array.from(values, (v) => BigInt(v)),
      [values.length],
    );
  }

  /** Adds an operation and returns its node. Throws an Error naming the operator and its input types. */
  add(op: OpDefinition, inputs: readonly Value[], attributes: Attributes = {}): Node {
    for (const input of inputs) {
      if (input.graph !== this) throw new Error(`${op.name}: input ${input.name} belongs to another graph`);
    }
    let types: TensorType[];
    try {
      types = op.infer(inputs, attributes);
    } catch (error) {
      const of = inputs.map(formatType).join(', ');
      throw new Error(`${op.name}(${of}): ${error instanceof Error ? error.message : String(error)}`);
    }
    // The output types are part of the key: what an operator knows beside its inputs and attributes (the symbolic names
    // of a reshape's target) shows in them, and nowhere else.
    const key = JSON.stringify([
      op.name,
      inputs.map(({ id }) => id),
      attributes,
      types.map(({ dtype, shape }) => [dtype, shape]),
    ]);
    const existing = this.interned.get(key);
    if (existing) return existing;
    const node: Node = { op, inputs, outputs: [], attributes };
    for (const type of types) node.outputs.push(this.value(type, undefined, node));
    this.nodes.push(node);
    this.interned.set(key, node);
    return node;
  }

  /** Adds an operation with one output and returns that output. */
  apply(op: OpDefinition, inputs: readonly Value[], attributes: Attributes = {}): Value {
    return this.add(op, inputs, attributes).outputs[0]!;
  }

  /** Marks a value as an output of the graph under a name of its own. */
  output(name: string, value: Value): void {
    if (this.outputs.some((output) => output.name === name)) throw new Error(`output ${name} already exists`);
    this.outputs.push({ name, value });
  }

  /** Where the length of a symbolic dimension can be read at run time: an input that has it, and on which axis. */
  dimSource(dim: string): { value: Value; axis: number } {
    for (const value of this.inputs) {
      const axis = value.shape.indexOf(dim);
      if (axis >= 0) return { value, axis };
    }
    throw new Error(`no input of the graph has the dimension ${dim}`);
  }

  private value(type: TensorType, name?: string, node?: Node): Value {
    const id = this.count++;
    const unique = name ?? `v${id}`;
    if (this.names.has(unique)) throw new Error(`the name ${unique} is taken in this graph`);
    this.names.add(unique);
    return { graph: this, name: unique, id, dtype: type.dtype, shape: type.shape, node };
  }
}

/**
 * Gives `output` a gradient rule of its own with respect to `inputs`, in place of the rules of the nodes between them:
 * for functions whose derivative has a shorter form than the chain of their parts (normalisation, rotary embedding).
 */
export function withGradient(output: Value, rule: GradientRule): Value {
  output.graph.gradientRules.set(output, rule);
  return output;
}
