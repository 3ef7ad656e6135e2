import type { ModelConfig } from './config';

export interface Parameter {
  shape: number[];
  data: Float32Array;
}

/** Weights by their checkpoint name, for example `model.layers.0.self_attn.q_proj.weight`. */
export type Parameters = Map<string, Parameter>;

/** A layer `y = x W^T + b`, whose weight is the tensor `<module>.weight` and whose bias, if any, `<module>.bias`. */
export interface LinearLayer {
  inputs: number;
  outputs: number;
  bias: boolean;
  /** The weight is stored `[in, out]` instead of `[out, in]`. */
  transposed: boolean;
}

/** Every linear layer of a model by its module name; an untied head is one of them. */
export function linearLayers(config: ModelConfig): Map<string, LinearLayer> {
  const { dModel, dFeedForward, headDim } = config;
  const queries = config.heads * headDim;
  const keys = config.keyValueHeads * headDim;
  const layers = new Map<string, LinearLayer>();
  const put = (module: string, inputs: number, outputs: number) =>
    layers.set(module, { inputs, outputs, bias: false, transposed: false });
  for (let i = 0; i < config.layers; i++) {
    const at = `model.layers.${i}`;
    put(`${at}.self_attn.q_proj`, dModel, queries);
    put(`${at}.self_attn.k_proj`, dModel, keys);
    put(`${at}.self_attn.v_proj`, dModel, keys);
    put(`${at}.self_attn.o_proj`, queries, dModel);
    put(`${at}.mlp.gate_proj`, dModel, dFeedForward);
    put(`${at}.mlp.up_proj`, dModel, dFeedForward);
    put(`${at}.mlp.down_proj`, dFeedForward, dModel);
  }
  if (!config.tiedEmbeddings) put('lm_head', dModel, config.vocab);
  return layers;
}

/** Name and shape of every tensor that a checkpoint of this configuration must hold. */
export function parameterShapes(config: ModelConfig): Map<string, number[]> {
  const { dModel, dFeedForward, headDim } = config;
  const queries = config.heads * headDim;
  const keys = config.keyValueHeads * headDim;
  const shapes = new Map<string, number[]>([['model.embed_tokens.weight', [config.vocab, dModel]]]);
  for (let i = 0; i < config.layers; i++) {
    const at = `model.layers.${i}`;
    shapes.set(`${at}.input_layernorm.weight`, [dModel]);
    shapes.set(`${at}.self_attn.q_proj.weight`, [queries, dModel]);
    shapes.set(`${at}.self_attn.k_proj.weight`, [keys, dModel]);
    shapes.set(`${at}.self_attn.v_proj.weight`, [keys, dModel]);
    shapes.set(`${at}.self_attn.o_proj.weight`, [dModel, queries]);
    shapes.set(`${at}.post_attention_layernorm.weight`, [dModel]);
    shapes.set(`${at}.mlp.gate_proj.weight`, [dFeedForward, dModel]);
    shapes.set(`${at}.mlp.up_proj.weight`, [dFeedForward, dModel]);
    shapes.set(`${at}.mlp.down_proj.weight`, [dModel, dFeedForward]);
  }
  shapes.set('model.norm.weight', [dModel]);
  if (!config.tiedEmbeddings) shapes.set('lm_head.weight', [config.vocab, dModel]);
  return shapes;
}

/** Throws an Error that names the first tensor that is missing or has another shape than the configuration wants. */
export function checkParameters(config: ModelConfig, parameters: Parameters): void {
  for (const [name, shape] of parameterShapes(config)) {
    const parameter = parameters.get(name);
    if (!parameter) throw new Error(`the checkpoint has no tensor ${name}`);
    if (parameter.shape.join() !== shape.join()) {
      throw new Error(
        `tensor ${name} is [${parameter.shape.join(', ')}], config.json wants [${shape.join(', ')}]`,
      );
    }
  }
}

/** Number of weights, tied embeddings counted once. */
export function countParameters(config: ModelConfig): number {
  let count = 0;
  for (const shape of parameterShapes(config).values()) count += shape.reduce((p, d) => p * d, 1);
  return count;
}

/**
 * Fresh weights: normal with the configuration's standard deviation, divided by sqrt(2 layers) for the two
 * projections that write into the residual stream (as GPT-2 does), and ones for norms. `normal` draws N(0, 1).
 */
export function initialParameters(config: ModelConfig, normal: () => number): Parameters {
  const parameters: Parameters = new Map();
  for (const [name, shape] of parameterShapes(config)) {
    const data = new Float32Array(shape.reduce((p, d) => p * d, 1));
    if (shape.length === 1) data.fill(1);
    else {
      const residual = /\.(o_proj|down_proj)\./.test(name) ? Math.sqrt(2 * config.layers) : 1;
      for (let i = 0; i < data.length; i++) data[i] = (normal() * config.initializerRange) / residual;
    }
    parameters.set(name, { shape, data });
  }
  return parameters;
}
