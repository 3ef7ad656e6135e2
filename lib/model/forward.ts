import { add, flattened, gather, linear, reshape, type Value } from '@/lib/graph';
import { attention, type KeyValues } from './blocks/attention';
import type { ModelConfig } from './model-config';
import { FAMILIES } from './families';
import type { ForwardInputs } from './inputs';
import { linearLayers } from './parameters';
import type { Weights } from './weights';

export type { KeyValues } from './blocks/attention';

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
  const rows = gather(reshape(h, [flattened(h.shape.slice(0, 2)), config.dModel]), inputs.select);
  const last = family.norm(config, weights, family.finalNorm, rows);
  const logits = config.tiedEmbeddings
    ? linear(last, weights.get(family.embedding))
    : weights.linear(last, 'lm_head');
  return { logits, ...outputs };
}
