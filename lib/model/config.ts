import { z } from 'zod';
import { FAMILIES } from './families';
import { checkJson, parseJson } from './json';
import type { Architecture, ModelConfig } from './model-config';

export type { Architecture, ModelConfig } from './model-config';

/**
 * Reads the text of a `config.json`. Throws an Error naming the field or the architecture that cannot be used: a
 * configuration that Hugging Face's code would compute differently is refused, never ignored.
 */
export function parseConfig(text: string): ModelConfig {
  const json = parseJson(text, 'config.json', z.unknown());
  const type = z.object({ model_type: z.string() }).safeParse(json);
  if (!type.success) throw new Error('config.json has no model_type');
  const { model_type } = type.data;
  if (!Object.hasOwn(FAMILIES, model_type)) {
    const known = Object.keys(FAMILIES).join(', ');
    throw new Error(`config.json: the architecture ${model_type} is not supported; these are: ${known}`);
  }
  return checkJson(json, 'config.json', FAMILIES[model_type as Architecture].config);
}

/** The inverse of {@link parseConfig}: a `config.json` that Hugging Face's own code reads. */
export function formatConfig(config: ModelConfig): string {
  const fields = { ...FAMILIES[config.architecture].format(config), torch_dtype: 'float16' };
  return `${JSON.stringify(fields, null, 2)}\n`;
}
