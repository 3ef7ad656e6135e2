import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseConfig, type ModelConfig } from '@/lib/model/config';
import { readAdapter } from '@/lib/model/peft';
import type { Adapter } from '@/lib/model/lora';
import type { Parameter, Parameters } from '@/lib/model/parameters';
import { readSafetensors } from '@/lib/model/safetensors';

/** A tiny model of each architecture and what PyTorch computes with it; written by scripts/fixtures/make_families.py. */
const FOLDER = path.join(import.meta.dirname, '..', 'fixtures', 'families');

export const FAMILY_NAMES = readdirSync(FOLDER);

interface Expected {
  ids: number[][];
  /** Residuals of row 1 at `sourcePosition` put into row 0 at `position`. */
  patches: { layers: number[]; position: number; sourcePosition: number }[];
  greedy: number[][];
  /** Mean over all tokens but the first of each row of -log p. */
  loss: number;
  training?: {
    optimiser: Record<'beta1' | 'beta2' | 'eps' | 'weightDecay' | 'clip', number>;
    rates: number[];
    losses: number[];
    gradientNorms: number[];
  };
}

export interface FamilyFixture {
  config: ModelConfig;
  parameters: Parameters;
  expected: Expected;
  /** `logits.<row>`, `resid.<row>` `[layers + 1, position, d_model]`, `patched.<n>`, `gradient.<name>`, `adapted.<row>` */
  tensor(name: string): Parameter;
  adapter?: Adapter;
}

export function familyFixture(name: string): FamilyFixture {
  const read = (file: string) => readFileSync(path.join(FOLDER, name, file));
  const config = parseConfig(read('config.json').toString());
  const tensors = readSafetensors(read('expected.safetensors'));
  const adapted = readdirSync(path.join(FOLDER, name)).includes('adapter_config.json');
  return {
    config,
    parameters: readSafetensors(read('model.safetensors')),
    expected: JSON.parse(read('expected.json').toString()) as Expected,
    tensor(key) {
      const found = tensors.get(key);
      if (!found) throw new Error(`the fixture ${name} has no tensor ${key}`);
      return found;
    },
    adapter: adapted
      ? readAdapter(config, read('adapter_config.json').toString(), read('adapter_model.safetensors'))
      : undefined,
  };
}
