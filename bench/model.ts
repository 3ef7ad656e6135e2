import type { ModelConfig } from '@/lib/model/config';

/** The model of the benchmarks: 4 layers of width 192, llama-shaped; `torch_model.py` is the same one. */
export const CONFIG: ModelConfig = {
  architecture: 'llama',
  dModel: 192,
  dFeedForward: 512,
  layers: 4,
  heads: 6,
  keyValueHeads: 6,
  headDim: 32,
  vocab: 4096,
  maxPositions: 256,
  normEps: 1e-6,
  rope: { theta: 10000, scaling: null },
  attentionBias: 'none',
  mlpBias: false,
  queryKeyNorm: false,
  tiedEmbeddings: true,
  initializerRange: 0.02,
  bosId: null,
  eosId: null,
};
