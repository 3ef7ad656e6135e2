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
  where,
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

/** Where the forward pass finds a weight by its checkpoint name: a constant for inference, an input for training. */
export type WeightSource = (name: string) => Value;

/** Inputs of a forward pass that follow from the length of the batch alone; see `positionTables`. */
export interface PositionInputs {
  /** `[position, head_dim / 2]` */
  cos: Value;
  sin: Value;
  /** `[position, position]`: 0 where a key may be read, a large negative number where not. */
  causal: Value;
}

/** Replaces the residual stream where `mask` (`[batch, position, 1]`) holds by `vector` (`[batch, position, d_model]`). */
export interface ResidualEdit {
  mask: Value;
  vector: Value;
}

export interface ForwardInputs extends PositionInputs {
  /** Token ids, `[batch, position]`. */
  ids: Value;
  /** Which tokens to compute logits for: indices into the flattened `[batch * position]`, `[n]`. */
  select: Value;
}

export interface ForwardOutputs {
  /** `[n, vocab]` */
  logits: Value;
  /** Residual stream: `resid[0]` the embedding, `resid[k]` the output of block k; each `[batch, position, d_model]`. */
  resid: Value[];
  /** Attention pattern of each block, `[batch, head, query, key]`. */
  attention: Value[];
}

/** Names of the inputs of {@link declareInputs}. */
export const INPUT = { ids: 'ids', select: 'select', cos: 'cos', sin: 'sin', causal: 'causal' } as const;

/** Declares the inputs of a forward pass over a batch of the given, possibly symbolic, size. */
export function declareInputs(
  graph: Graph,
  config: ModelConfig,
  size: { batch: Dim; length: Dim; selected: Dim },
  prefix = '',
): ForwardInputs {
  const half = config.headDim / 2;
  return {
    ids: graph.input(prefix + INPUT.ids, 'int64', [size.batch, size.length]),
    select: graph.input(prefix + INPUT.select, 'int64', [size.selected]),
    cos: graph.input(prefix + INPUT.cos, 'float32', [size.length, half]),
    sin: graph.input(prefix + INPUT.sin, 'float32', [size.length, half]),
    causal: graph.input(prefix + INPUT.causal, 'float32', [size.length, size.length]),
  };
}

/**
 * The forward pass of a llama-shaped model (RMSNorm, rotary position embedding, grouped-query attention, SwiGLU), as
 * Touvron et al. 2023 (arXiv 2302.13971) and the Hugging Face implementation define it.
 *
 * `edits[k]` replaces the residual stream after block k (0: the embedding); the forward pass continues from the
 * edited stream, and `resid[k]` is the edited one. An edit at 0 is how a continuous token enters a prompt.
 */
export function forward(
  config: ModelConfig,
  weight: WeightSource,
  inputs: ForwardInputs,
  edits: ReadonlyMap<number, ResidualEdit> = new Map(),
): ForwardOutputs {
  const edited = (layer: number, h: Value): Value => {
    const edit = edits.get(layer);
    return edit ? where(edit.mask, edit.vector, h) : h;
  };
  const attention: Value[] = [];
  let h = edited(0, gather(weight('model.embed_tokens.weight'), inputs.ids));
  const resid = [h];
  for (let i = 0; i < config.layers; i++) {
    const at = (name: string) => weight(`model.layers.${i}.${name}.weight`);
    const attended = attend(config, at, rmsNorm(h, at('input_layernorm'), config.normEps), inputs);
    attention.push(attended.pattern);
    h = add(h, attended.output);
    h = add(h, swiglu(at, rmsNorm(h, at('post_attention_layernorm'), config.normEps)));
    h = edited(i + 1, h);
    resid.push(h);
  }
  const rows = gather(reshape(h, [flatten(h.shape.slice(0, 2)), config.dModel]), inputs.select);
  const head = weight(config.tiedEmbeddings ? 'model.embed_tokens.weight' : 'lm_head.weight');
  const logits = linear(rmsNorm(rows, weight('model.norm.weight'), config.normEps), head);
  return { logits, resid, attention };
}

function attend(
  config: ModelConfig,
  at: WeightSource,
  x: Value,
  { cos, sin, causal }: PositionInputs,
): { output: Value; pattern: Value } {
  const { heads, keyValueHeads, headDim } = config;
  const [batch, length] = x.shape as [Dim, Dim, Dim];
  const groups = heads / keyValueHeads;
  const project = (name: string, count: number) =>
    transpose(reshape(linear(x, at(`self_attn.${name}`)), [batch, length, count, headDim]), [0, 2, 1, 3]);
  // Queries that share a key-value head stand together, `[batch, key-value head, query in group, position, head_dim]`.
  const grouped = (v: Value, inGroup: number) =>
    groups === 1 ? v : reshape(v, [batch, keyValueHeads, inGroup, length, headDim]);
  const q = grouped(rotate(project('q_proj', heads), cos, sin), groups);
  const k = grouped(rotate(project('k_proj', keyValueHeads), cos, sin), 1);
  const v = grouped(project('v_proj', keyValueHeads), 1);
  const scores = mul(matmul(q, swap(k)), q.graph.scalar(1 / Math.sqrt(headDim)));
  const pattern = softmax(add(scores, causal));
  const mixed = reshape(matmul(pattern, v), [batch, heads, length, headDim]);
  const merged = reshape(transpose(mixed, [0, 2, 1, 3]), [batch, length, heads * headDim]);
  return {
    output: linear(merged, at('self_attn.o_proj')),
    pattern: reshape(pattern, [batch, heads, length, length]),
  };
}

function swiglu(at: WeightSource, x: Value): Value {
  const gate = linear(x, at('mlp.gate_proj'));
  return linear(mul(silu(gate), linear(x, at('mlp.up_proj'))), at('mlp.down_proj'));
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
