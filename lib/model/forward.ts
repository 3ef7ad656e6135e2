import { add, flatten, gather, linear, reshape, type Dim, type Graph, type Value } from '@/lib/graph';
import { attention, type KeyValues } from './blocks/attention';
import type { RotaryAngles } from './blocks/rotary';
import type { ModelConfig } from './config';
import { FAMILIES } from './families';
import { linearLayers } from './parameters';

export type { KeyValues } from './blocks/attention';

/** Where the forward pass finds its weights, and how it applies its linear layers. */
export interface Weights {
  /** A weight by its checkpoint name: a constant for inference, an input for training. */
  get(name: string): Value;
  /**
   * Applies a linear layer by its module name to `x` (`[..., in]`), its bias included. Every linear layer of a model
   * goes through here, so this is where an adapter adds its part.
   */
  linear(x: Value, module: string): Value;
}

/** Linear layers without anything added to them. */
export function plainWeights(get: (name: string) => Value, config: ModelConfig): Weights {
  const layers = linearLayers(config);
  return {
    get,
    linear(x, module) {
      const layer = layers.get(module);
      if (!layer) throw new Error(`the model has no linear layer ${module}`);
      const y = linear(x, get(`${module}.weight`), layer.transposed);
      return layer.bias ? add(y, get(`${module}.bias`)) : y;
    },
  };
}

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

export interface ForwardOptions {
  /**
   * Called with the residual stream at every layer (0: the embedding, k: the output of block k), each
   * `[batch, position, d_model]`; the forward pass goes on with what it returns, and `resid[k]` is that. An edit at 0
   * is how a continuous token enters a prompt, one at k how an activation is patched.
   */
  edit?(layer: number, h: Value): Value;
  /** Keys and values of earlier positions, one for each block; the new ones are put after them. */
  past?: readonly KeyValues[];
}

export interface ForwardOutputs {
  /** `[n, vocab]` */
  logits: Value;
  /** Residual stream: `resid[0]` the embedding, `resid[k]` the output of block k; each `[batch, position, d_model]`. */
  resid: Value[];
  /** Attention pattern of each block, `[batch, head, query, key]`. */
  attention: Value[];
  /** What each block's attention adds to the residual stream, `[batch, position, d_model]`. */
  attentionOut: Value[];
  /** What each block's MLP adds to the residual stream, `[batch, position, d_model]`. */
  mlpOut: Value[];
  /** Keys and values of each block, those of `past` included. */
  present: KeyValues[];
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

/**
 * The forward pass of a decoder: blocks of causal attention and an MLP, each on the norm of one residual stream and
 * added to it. What a family does in its own way it brings with it.
 */
export function forward(
  config: ModelConfig,
  weights: Weights,
  inputs: ForwardInputs,
  { edit = (_, h) => h, past }: ForwardOptions = {},
): ForwardOutputs {
  const family = FAMILIES[config.architecture];
  const outputs: Omit<ForwardOutputs, 'logits'> = {
    resid: [],
    attention: [],
    attentionOut: [],
    mlpOut: [],
    present: [],
  };
  let h = edit(0, family.embed(config, weights, inputs));
  outputs.resid.push(h);
  for (let i = 0; i < config.layers; i++) {
    const modules = family.blockModules(i);
    const x = family.norm(config, weights, modules.attentionNorm, h);
    const { query, ...own } = family.project(config, weights, i, x, inputs);
    const { mixed, pattern, present } = attention(query, own, inputs.mask, past?.[i]);
    const attended = weights.linear(mixed, modules.attentionOutput);
    h = add(h, attended);
    const mlp = family.mlp(config, weights, i, family.norm(config, weights, modules.mlpNorm, h));
    h = edit(i + 1, add(h, mlp));
    outputs.attention.push(pattern);
    outputs.attentionOut.push(attended);
    outputs.mlpOut.push(mlp);
    outputs.present.push(present);
    outputs.resid.push(h);
  }
  const rows = gather(reshape(h, [flatten(h.shape.slice(0, 2)), config.dModel]), inputs.select);
  const last = family.norm(config, weights, family.finalNorm, rows);
  const logits = config.tiedEmbeddings
    ? linear(last, weights.get(family.embedding))
    : weights.linear(last, 'lm_head');
  return { logits, ...outputs };
}
