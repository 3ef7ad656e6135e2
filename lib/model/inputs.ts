import type { Dim, Graph, Value } from '@/lib/graph';
import type { RotaryAngles } from './blocks/rotary';
import type { ModelConfig } from './model-config';

/** Inputs of a forward pass. */
export interface ForwardInputs {
  /** Token ids, `[batch, position]`. */
  ids: Value;
  /** Which tokens to compute logits for: indices into the flattened `[batch * position]`, `[n]`. */
  select: Value;
  /** Rotary angles, `[position, head_dim / 2]`, or `[batch, 1, position, head_dim / 2]` where rows differ. */
  rotary?: RotaryAngles;
  /** Where positions are learned: their indices, `[position]`, or `[batch, position]` where rows differ. */
  positions?: Value;
  /**
   * Added to attention scores: 0 where a key may be read, a large negative number where not. `[query, key]`, or
   * `[batch, 1, query, key]` where rows differ.
   */
  mask: Value;
}

/** Names of the inputs of {@link declareInputs}. */
export const INPUT = {
  ids: 'ids',
  select: 'select',
  cos: 'cos',
  sin: 'sin',
  positions: 'positions',
  mask: 'mask',
} as const;

/** Sizes of a batch, each possibly symbolic. `keys` is given where keys of earlier positions stand before the new ones. */
export interface BatchSize {
  batch: Dim;
  length: Dim;
  selected: Dim;
  keys?: Dim;
}

/** Declares the inputs of a forward pass; with `size.keys`, positions and mask are given for each row of the batch. */
export function declareInputs(
  graph: Graph,
  config: ModelConfig,
  size: BatchSize,
  prefix = '',
): ForwardInputs {
  const { batch, length, keys } = size;
  const each = keys === undefined ? [] : [batch];
  const rows = keys === undefined ? [] : [batch, 1];
  const angles = (name: string) =>
    graph.input(prefix + name, 'float32', [...rows, length, config.headDim / 2]);
  return {
    ids: graph.input(prefix + INPUT.ids, 'int64', [batch, length]),
    select: graph.input(prefix + INPUT.select, 'int64', [size.selected]),
    ...(config.rope
      ? { rotary: { cos: angles(INPUT.cos), sin: angles(INPUT.sin) } }
      : { positions: graph.input(prefix + INPUT.positions, 'int64', [...each, length]) }),
    mask: graph.input(prefix + INPUT.mask, 'float32', [...rows, length, keys ?? length]),
  };
}
