import { z } from 'zod';
import { FAMILIES } from './families';
import { checkJson, parseJson } from './json';
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

/**
 * Reads the text of a `config.json`. Throws an Error naming the field or the architecture that cannot be used: what
 * Hugging Face's code would compute in another way than this project does is refused, never ignored.
 */
export function parseConfig(text: string): ModelConfig {
  const json = parseJson(text, 'config.json', z.unknown());
  const type = z.object({ model_type: z.string() }).safeParse(json);
  if (!type.success) throw new Error('config.json has no model_type');
  const { model_type } = type.data;
  if (!Object.hasOwn(FAMILIES, model_type)) {
    const known = Object.keys(FAMILIES).join(', ');
    throw new Error(`config.json: the architecture ${model_type} is not supported; ${known} are`);
  }
  return checkJson(json, 'config.json', FAMILIES[model_type as Architecture].config);
}

/** The inverse of {@link parseConfig}: a `config.json` that Hugging Face's own code reads. */
export function formatConfig(config: ModelConfig): string {
  const fields = { ...FAMILIES[config.architecture].format(config), torch_dtype: 'float16' };
  return `${JSON.stringify(fields, null, 2)}\n`;
}
