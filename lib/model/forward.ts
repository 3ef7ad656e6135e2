import {
  add,
  gather,
  linear,
  matmul,
  mul,
  neg,
  reduceMean,
  reshape,
  sigmoid,
  softmax,
  split,
  sqrt,
  transpose,
  concat,
  div,
  flatten,
  sub,
  swap,
  withGradient,
  type Dim,
  type Graph,
  type Value,
} from '@/lib/graph';
import type { ModelConfig } from './config';

/** Where the forward pass finds its weights, and how it applies its linear layers. */
export interface Weights {
  /** A weight by its checkpoint name: a constant for inference, an input for training. */
  get(name: string): Value;
  /**
   * Applies the linear layer whose weights are `<module>.weight` (`[out, in]`) to `x` (`[..., in]`). Every linear
   * layer of a model goes through here, so this is where an adapter adds its part.
   */
  linear(x: Value, module: string): Value;
}

/** Linear layers without anything added to them. */
export function plainWeights(get: (name: string) => Value): Weights {
  return { get, linear: (x, module) => linear(x, get(`${module}.weight`)) };
}

/** Keys and values of one block, each `[batch, key-value head, position, head_dim]`. */
export interface KeyValues {
  key: Value;
  value: Value;
}

export interface ForwardInputs {
  /** Token ids, `[batch, position]`. */
  ids: Value;
  /** Which tokens to compute logits for: indices into the flattened `[batch * position]`, `[n]`. */
  select: Value;
  /** Rotary angles, `[position, head_dim / 2]`, or `[batch, 1, position, head_dim / 2]` where rows differ. */
  cos: Value;
  sin: Value;
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
export const INPUT = { ids: 'ids', select: 'select', cos: 'cos', sin: 'sin', mask: 'mask' } as const;

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
  const half = config.headDim / 2;
  const rows = keys === undefined ? [] : [batch, 1];
  return {
    ids: graph.input(prefix + INPUT.ids, 'int64', [batch, length]),
    select: graph.input(prefix + INPUT.select, 'int64', [size.selected]),
    cos: graph.input(prefix + INPUT.cos, 'float32', [...rows, length, half]),
    sin: graph.input(prefix + INPUT.sin, 'float32', [...rows, length, half]),
    mask: graph.input(prefix + INPUT.mask, 'float32', [...rows, length, keys ?? length]),
  };
}

/**
 * The forward pass of a llama-shaped model (RMSNorm, rotary position embedding, grouped-query attention, SwiGLU), as
 * Touvron et al. 2023 (arXiv 2302.13971) and the Hugging Face implementation define it.
 */
export function forward(
  config: ModelConfig,
  weights: Weights,
  inputs: ForwardInputs,
  { edit = (_, h) => h, past }: ForwardOptions = {},
): ForwardOutputs {
  const outputs: Omit<ForwardOutputs, 'logits'> = {
    resid: [],
    attention: [],
    attentionOut: [],
    mlpOut: [],
    present: [],
  };
  let h = edit(0, gather(weights.get('model.embed_tokens.weight'), inputs.ids));
  outputs.resid.push(h);
  for (let i = 0; i < config.layers; i++) {
    const block = `model.layers.${i}`;
    const norm = (name: string, x: Value) =>
      rmsNorm(x, weights.get(`${block}.${name}.weight`), config.normEps);
    const attended = attend(
      config,
      weights,
      `${block}.self_attn`,
      norm('input_layernorm', h),
      inputs,
      past?.[i],
    );
    h = add(h, attended.output);
    const mlp = swiglu(weights, `${block}.mlp`, norm('post_attention_layernorm', h));
    h = edit(i + 1, add(h, mlp));
    outputs.attention.push(attended.pattern);
    outputs.attentionOut.push(attended.output);
    outputs.mlpOut.push(mlp);
    outputs.present.push(attended.present);
    outputs.resid.push(h);
  }
  const rows = gather(reshape(h, [flatten(h.shape.slice(0, 2)), config.dModel]), inputs.select);
  const last = rmsNorm(rows, weights.get('model.norm.weight'), config.normEps);
  const logits = config.tiedEmbeddings
    ? linear(last, weights.get('model.embed_tokens.weight'))
    : weights.linear(last, 'lm_head');
  return { logits, ...outputs };
}

function attend(
  config: ModelConfig,
  weights: Weights,
  module: string,
  x: Value,
  { cos, sin, mask }: ForwardInputs,
  past: KeyValues | undefined,
): { output: Value; pattern: Value; present: KeyValues } {
  const { heads, keyValueHeads, headDim } = config;
  const [batch, length] = x.shape as [Dim, Dim, Dim];
  const groups = heads / keyValueHeads;
  const project = (name: string, count: number) =>
    transpose(reshape(weights.linear(x, `${module}.${name}`), [batch, length, count, headDim]), [0, 2, 1, 3]);
  const after = (earlier: Value | undefined, v: Value) => (earlier ? concat([earlier, v], 2) : v);
  const present = {
    key: after(past?.key, rotate(project('k_proj', keyValueHeads), cos, sin)),
    value: after(past?.value, project('v_proj', keyValueHeads)),
  };
  const keys = present.key.shape[2]!;
  // Queries that share a key-value head stand together, `[batch, key-value head, query in group, position, head_dim]`.
  const grouped = (v: Value, inGroup: number) =>
    groups === 1 ? v : reshape(v, [batch, keyValueHeads, inGroup, v.shape[2]!, v.shape[3]!]);
  const q = grouped(rotate(project('q_proj', heads), cos, sin), groups);
  const scores = mul(matmul(q, swap(grouped(present.key, 1))), q.graph.scalar(1 / Math.sqrt(headDim)));
  const allowed = groups > 1 && mask.shape.length === 4 ? reshape(mask, [batch, 1, 1, length, keys]) : mask;
  const pattern = softmax(add(scores, allowed));
  const mixed = reshape(matmul(pattern, grouped(present.value, 1)), [batch, heads, length, headDim]);
  const merged = reshape(transpose(mixed, [0, 2, 1, 3]), [batch, length, heads * headDim]);
  return {
    output: weights.linear(merged, `${module}.o_proj`),
    pattern: reshape(pattern, [batch, heads, length, keys]),
    present,
  };
}

function swiglu(weights: Weights, module: string, x: Value): Value {
  const gate = silu(weights.linear(x, `${module}.gate_proj`));
  return weights.linear(mul(gate, weights.linear(x, `${module}.up_proj`)), `${module}.down_proj`);
}

/** x sigmoid(x), whose derivative is s (1 + x (1 - s)). */
function silu(x: Value): Value {
  const s = sigmoid(x);
  const one = x.graph.scalar(1);
  return withGradient(mul(x, s), {
    inputs: [x],
    vjp: (g) => [mul(g, mul(s, add(one, mul(x, sub(one, s)))))],
  });
}

/**
 * RMSNorm (Zhang and Sennrich 2019, arXiv 1910.07467): x / rms(x) * w. With n = x / rms(x), the gradient of x is
 * (gw - n mean(gw n)) / rms, where gw = g w.
 */
function rmsNorm(x: Value, w: Value, eps: number): Value {
  const scale = sqrt(add(reduceMean(mul(x, x), [-1]), x.graph.scalar(eps)));
  const n = withGradient(div(x, scale), {
    inputs: [x],
    vjp: (g) => [div(sub(g, mul(div(x, scale), reduceMean(mul(g, div(x, scale)), [-1]))), scale)],
  });
  return mul(n, w);
}

/**
 * Rotary position embedding (Su et al. 2021, arXiv 2104.09864) in the half-split layout of Hugging Face checkpoints.
 * Its gradient is the rotation by the opposite angle.
 */
function rotate(x: Value, cos: Value, sin: Value): Value {
  return withGradient(rotation(x, cos, sin), { inputs: [x], vjp: (g) => [rotation(g, cos, neg(sin))] });
}

function rotation(x: Value, cos: Value, sin: Value): Value {
  const half = (x.shape.at(-1) as number) / 2;
  const [first, second] = split(x, -1, [half, half]) as [Value, Value];
  return concat([sub(mul(first, cos), mul(second, sin)), add(mul(second, cos), mul(first, sin))], -1);
}
