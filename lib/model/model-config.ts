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
