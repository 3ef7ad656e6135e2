import type { DType, Graph, Value } from '@/lib/graph';
import type { Parameters } from '@/lib/model/parameters';

/** Names of the tensors that a training step reads and writes, beside those of the objective. */
export const NAME = {
  learningRate: 'learning_rate',
  /** 1 / (1 - beta^step), the bias corrections of Adam. */
  correction1: 'correction1',
  correction2: 'correction2',
  loss: 'loss',
  part: (i: number) => `loss:${i}`,
  gradientNorm: 'gradient_norm',
  gradient: (name: string) => `g:${name}`,
  /** Sum of the gradients of the micro-batches so far. */
  accumulated: (name: string) => `sum:${name}`,
  first: (name: string) => `m:${name}`,
  second: (name: string) => `v:${name}`,
  updated: (name: string) => `new:${name}`,
} as const;

/** An array for one input of a graph. */
export interface Feed {
  name: string;
  kind: DType;
  data: Float32Array | BigInt64Array | Uint8Array;
  shape: readonly number[];
}

/** A bool input of a graph that is drawn anew at every step: each element is true with probability `keep`. */
export interface RandomMask {
  name: string;
  shape: readonly number[];
  keep: number;
}

/** A loss as it stands in a graph. */
export interface Loss {
  /** The scalar that is differentiated. */
  loss: Value;
  /** Scalars that are reported beside it. */
  parts: readonly Value[];
  /** Dropout masks; there are none in evaluation. */
  masks?: readonly RandomMask[];
}

/**
 * What is minimised: a loss over batches of one kind. `Trainer` differentiates it with respect to the parameters of its
 * state; everything else that the loss asks for is in `frozen`.
 */
export interface Objective<Batch> {
  /** Parameters that the loss reads and that stay as they are; they cost neither gradient nor moments. */
  frozen: Parameters;
  /** Throws an Error that names the first trained parameter that is missing or has another shape than it must have. */
  check(trained: Parameters): void;
  /** Equal for batches of equal shapes, which share a compiled graph. */
  shapeKey(batch: Batch): string;
  /**
   * Adds the loss for batches of this batch's shapes to a graph, and declares its inputs.
   *
   * @param get a parameter by name, trained or frozen
   * @param training whether to drop out
   */
  loss(graph: Graph, get: (name: string) => Value, batch: Batch, training: boolean): Loss;
  /** What a batch puts into the inputs that `loss` declared. */
  feeds(batch: Batch): Feed[];
  /** Number of tokens or rows in a batch, padding left out; for the rate that a progress bar shows. */
  size(batch: Batch): number;
  /** Names the examples of a batch, for the message when it breaks the run. */
  names(batch: Batch): string[];
}

/** Splits parameters into those that `frozen` names and the others, which are trained. */
export function divide(
  parameters: Parameters,
  frozen: (name: string) => boolean,
): { frozen: Parameters; trained: Parameters } {
  const entries = [...parameters];
  return {
    frozen: new Map(entries.filter(([name]) => frozen(name))),
    trained: new Map(entries.filter(([name]) => !frozen(name))),
  };
}
