import { tiedLlama } from '@/lib/model/model-config';

/** The model of the benchmarks: 4 layers of width 192, llama-shaped; `torch_model.py` is the same one. */
export const CONFIG = tiedLlama({
  dModel: 192,
  dFeedForward: 512,
  layers: 4,
  heads: 6,
  vocab: 4096,
  maxPositions: 256,
});
