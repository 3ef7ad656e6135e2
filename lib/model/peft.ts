import { z } from 'zod';
import type { ModelConfig } from './model-config';
import { absent, parseJson } from './json';
import { adapterParameters, assembleAdapter, type Adapter, type LoraSettings } from './lora';
import { checkFinite, linearLayers, type Parameters } from './parameters';
import { readSafetensors, writeSafetensors, type StoredType } from './safetensors';

/** The two files of an adapter. */
export const ADAPTER_FILES = { config: 'adapter_config.json', weights: 'adapter_model.safetensors' } as const;

/** Before the name of every tensor of an adapter file. */
const PREFIX = 'base_model.model.';

/** `adapter_config.json` in PEFT's own names, with its defaults. */
const schema = z
  .object({
    peft_type: z.literal('LORA', 'only LORA is supported'),
    r: z.int().positive().default(8),
    lora_alpha: z.number().positive().default(8),
    lora_dropout: z.number().min(0).max(1).default(0),
    target_modules: z.union([z.array(z.string()).min(1), z.string().min(1)], 'a list of names or a pattern'),
    use_rslora: z.boolean().default(false),
    bias: z.literal('none', 'only none is supported').default('none'),
    // PEFT corrects this by the layer it finds, and so does this project: it is written but not read.
    fan_in_fan_out: z.boolean().default(false),
    // Other ways to begin change the model's own weights as well.
    init_lora_weights: z
      .union([z.boolean(), z.literal('gaussian')], 'only true, false and gaussian are supported')
      .default(true),
    use_dora: absent,
    modules_to_save: absent,
    rank_pattern: absent,
    alpha_pattern: absent,
    layers_to_transform: absent,
    layers_pattern: absent,
    exclude_modules: absent,
    layer_replication: absent,
    lora_bias: absent,
    trainable_token_indices: absent,
    target_parameters: absent,
    megatron_config: absent,
    use_qalora: absent,
    alora_invocation_tokens: absent,
  })
  .loose();

/** Reads the text of an `adapter_config.json`. Throws an Error naming the field that cannot be used. */
export function parseAdapterConfig(text: string): Required<LoraSettings> {
  const { r, lora_alpha, lora_dropout, use_rslora, target_modules } = parseJson(
    text,
    'adapter_config.json',
    schema,
  );
  return {
    rank: r,
    alpha: lora_alpha,
    dropoutRate: lora_dropout,
    rankStabilised: use_rslora,
    targets: target_modules,
  };
}

/**
 * Reads an adapter that PEFT wrote for a model of this configuration: the text of `adapter_config.json` and the bytes
 * of `adapter_model.safetensors`. Throws an Error naming the field or the tensor that does not fit.
 */
export function readAdapter(config: ModelConfig, configText: string, file: Uint8Array): Adapter {
  const tensors: Parameters = new Map();
  for (const [name, tensor] of readSafetensors(file)) {
    if (!name.startsWith(PREFIX))
      throw new Error(`tensor ${name} of the adapter does not begin with ${PREFIX}`);
    tensors.set(name.slice(PREFIX.length), tensor);
  }
  checkFinite(tensors);
  return assembleAdapter(config, parseAdapterConfig(configText), tensors);
}

/** Writes an adapter as the two files that PEFT reads. `baseModel` is the name of the model that it belongs to. */
export function writeAdapter(
  config: ModelConfig,
  adapter: Adapter,
  { baseModel = null, type = 'F32' }: { baseModel?: string | null; type?: StoredType } = {},
): { config: string; file: Uint8Array<ArrayBuffer> } {
  const layers = linearLayers(config);
  const tensors: Parameters = new Map(
    [...adapterParameters(adapter)].map(([name, tensor]) => [PREFIX + name, tensor]),
  );
  const fields = {
    base_model_name_or_path: baseModel,
    bias: 'none',
    fan_in_fan_out: [...adapter.modules.keys()].every((module) => layers.get(module)?.transposed),
    inference_mode: true,
    init_lora_weights: true,
    lora_alpha: adapter.alpha,
    lora_dropout: adapter.dropoutRate,
    modules_to_save: null,
    peft_type: 'LORA',
    r: adapter.rank,
    target_modules: adapter.targets,
    task_type: 'CAUSAL_LM',
    use_dora: false,
    use_rslora: adapter.rankStabilised,
  };
  return { config: `${JSON.stringify(fields, null, 2)}\n`, file: writeSafetensors(tensors, type) };
}
