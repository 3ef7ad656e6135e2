import { z } from 'zod';

/** `config.json` of a llama-shaped model, in Hugging Face's own names, with its defaults filled in. */
const llamaSchema = z
  .object({
    model_type: z.literal('llama'),
    hidden_size: z.int().positive(),
    intermediate_size: z.int().positive(),
    num_hidden_layers: z.int().positive(),
    num_attention_heads: z.int().positive(),
    num_key_value_heads: z.int().positive().optional(),
    head_dim: z.int().positive().nullish(),
    vocab_size: z.int().positive(),
    max_position_embeddings: z.int().positive(),
    rms_norm_eps: z.number().positive().default(1e-6),
    rope_theta: z.number().positive().default(10000),
    tie_word_embeddings: z.boolean().default(false),
    bos_token_id: z.int().nullish(),
    eos_token_id: z.int().nullish(),
    initializer_range: z.number().positive().default(0.02),
    // Checkpoints with these would load and compute something else, so they are refused.
    hidden_act: z.literal('silu', 'only silu is supported').default('silu'),
    rope_scaling: z.null('scaled rotary angles are not supported').default(null),
    attention_bias: z.literal(false, 'biases are not supported').default(false),
    mlp_bias: z.literal(false, 'biases are not supported').default(false),
  })
  .loose();

/** Dimensions and constants of a model, whatever its architecture calls them. */
export interface ModelConfig {
  architecture: 'llama';
  dModel: number;
  dFeedForward: number;
  layers: number;
  heads: number;
  keyValueHeads: number;
  headDim: number;
  vocab: number;
  maxPositions: number;
  normEps: number;
  ropeTheta: number;
  tiedEmbeddings: boolean;
  initializerRange: number;
  bosId: number | null;
  eosId: number | null;
}

/**
 * Reads the text of a `config.json`. Throws an Error naming the field or the architecture that cannot be used.
 */
export function parseConfig(text: string): ModelConfig {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('config.json is not JSON');
  }
  const type = z.object({ model_type: z.string() }).safeParse(json);
  if (!type.success) throw new Error('config.json has no model_type');
  if (type.data.model_type !== 'llama') {
    throw new Error(`config.json: the architecture ${type.data.model_type} is not supported; llama is`);
  }
  const result = llamaSchema.safeParse(json);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw new Error(`config.json: ${issue.path.join('.')}: ${issue.message}`);
  }
  const c = result.data;
  const keyValueHeads = c.num_key_value_heads ?? c.num_attention_heads;
  if (c.num_attention_heads % keyValueHeads !== 0) {
    throw new Error(
      `config.json: ${c.num_attention_heads} heads cannot share ${keyValueHeads} key-value heads`,
    );
  }
  const headDim = c.head_dim ?? c.hidden_size / c.num_attention_heads;
  if (!Number.isInteger(headDim) || headDim % 2 !== 0) {
    throw new Error(`config.json: the head dimension ${headDim} is not an even number`);
  }
  return {
    architecture: 'llama',
    dModel: c.hidden_size,
    dFeedForward: c.intermediate_size,
    layers: c.num_hidden_layers,
    heads: c.num_attention_heads,
    keyValueHeads,
    headDim,
    vocab: c.vocab_size,
    maxPositions: c.max_position_embeddings,
    normEps: c.rms_norm_eps,
    ropeTheta: c.rope_theta,
    tiedEmbeddings: c.tie_word_embeddings,
    initializerRange: c.initializer_range,
    bosId: c.bos_token_id ?? null,
    eosId: c.eos_token_id ?? null,
  };
}

/** The inverse of {@link parseConfig}: a `config.json` that Hugging Face's own code reads. */
export function formatConfig(config: ModelConfig): string {
  return `${JSON.stringify(
    {
      architectures: ['LlamaForCausalLM'],
      model_type: 'llama',
      hidden_size: config.dModel,
      intermediate_size: config.dFeedForward,
      num_hidden_layers: config.layers,
      num_attention_heads: config.heads,
      num_key_value_heads: config.keyValueHeads,
      head_dim: config.headDim,
      hidden_act: 'silu',
      vocab_size: config.vocab,
      max_position_embeddings: config.maxPositions,
      rms_norm_eps: config.normEps,
      rope_theta: config.ropeTheta,
      tie_word_embeddings: config.tiedEmbeddings,
      initializer_range: config.initializerRange,
      bos_token_id: config.bosId,
      eos_token_id: config.eosId,
      torch_dtype: 'float16',
    },
    null,
    2,
  )}\n`;
}
