import { readFile } from 'node:fs/promises';
import type { Engine } from '@/lib/engine/engine';
import { createEngine } from '@/lib/engine/session-engine';
import { tiedQwen3, type ModelConfig } from '@/lib/model/model-config';
import { initialParameters, type Parameters } from '@/lib/model/parameters';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import { Random } from '@/lib/random';
import { testRuntime } from './evaluate-graph';

/** A model of a few thousand weights, large enough ones to say many things, with a real tokenizer. */
export interface TinyTarget {
  config: ModelConfig;
  parameters: Parameters;
  engine: Engine;
  tokenizer: Tokenizer;
}

export async function tinyTarget(layers: number): Promise<TinyTarget> {
  const tokenizer = parseTokenizer(await readFile('test/fixtures/house-a/tokenizer.json', 'utf8'));
  const random = new Random(5);
  const config = tiedQwen3({
    ...{ dModel: 16, dFeedForward: 24, layers, heads: 2, maxPositions: 128, initializerRange: 0.4 },
    vocab: tokenizer.size,
    bosId: 1,
  });
  const parameters = initialParameters(config, () => random.normal());
  return { config, parameters, tokenizer, engine: createEngine(testRuntime(), config, parameters, 'tiny') };
}

export const argmax = (values: readonly number[]): number => values.indexOf(Math.max(...values));

/** nats */
export function logProbability(logits: readonly number[], id: number): number {
  const most = Math.max(...logits);
  return logits[id]! - most - Math.log(logits.reduce((sum, x) => sum + Math.exp(x - most), 0));
}
