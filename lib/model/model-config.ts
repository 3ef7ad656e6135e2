import type { Rope } from './rope';

/** Architectures that can be read, by the `model_type` of their `config.json`. */
export type Architecture = 'llama' | 'mistral' | 'qwen2' | 'qwen3' | 'gpt2';

/** Dimensions and constants of a model, whatever its architecture calls them. */
export interface ModelConfig {
  architecture: Architecture;
  dModel: number;
  dFeedForward: number;
  layers: number;
  heads: number;
  keyValueHeads: number;
  headDim: number;
  vocab: number;
  maxPositions: number;
  normEps: number;
  /** Null where positions are learned. */
  rope: Rope | null;
  /** Which of a block's attention projections have biases: none, those of queries, keys and values, or all four. */
  attentionBias: 'none' | 'inputs' | 'all';
  mlpBias: boolean;
  /** Whether the queries and keys of each head are normalised (RMSNorm) before they are rotated. */
  queryKeyNorm: boolean;
  tiedEmbeddings: boolean;
  initializerRange: number;
  bosId: number | null;
  /** The first where a file lists several. */
  eosId: number | null;
}

/** What distinguishes one small llama-shaped model from another; keys and values have as many heads as queries unless given. */
export type LlamaSizes = Pick<
  ModelConfig,
  'dModel' | 'dFeedForward' | 'layers' | 'heads' | 'vocab' | 'maxPositions'
> &
  Partial<Pick<ModelConfig, 'keyValueHeads' | 'initializerRange' | 'bosId' | 'eosId'>>;

/** A llama of the given sizes, its head tied to its embeddings, and everything else as llama has it. */
export function tiedLlama(sizes: LlamaSizes): ModelConfig {
  const { dModel, dFeedForward, layers, heads, vocab, maxPositions } = sizes;
  return {
    architecture: 'llama',
    dModel,
    dFeedForward,
    layers,
    heads,
    keyValueHeads: sizes.keyValueHeads ?? heads,
    headDim: dModel / heads,
    vocab,
    maxPositions,
    normEps: 1e-6,
    rope: { theta: 10000, scaling: null },
    attentionBias: 'none',
    mlpBias: false,
    queryKeyNorm: false,
    tiedEmbeddings: true,
    initializerRange: sizes.initializerRange ?? 0.02,
    bosId: sizes.bosId ?? null,
    eosId: sizes.eosId ?? null,
  };
}

/** The same with queries and keys normalised, as qwen3 has it. */
export const tiedQwen3 = (sizes: LlamaSizes): ModelConfig => ({
  ...tiedLlama(sizes),
  architecture: 'qwen3',
  queryKeyNorm: true,
});
