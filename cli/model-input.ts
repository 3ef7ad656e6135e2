import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import type { Command } from 'commander';

import type { Engine } from '@/lib/engine/engine';
import { loadEngine } from '@/lib/engine/load';
import { readFolder } from '@/lib/engine/node-folder';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { parseConfig } from '@/lib/model/config';
import { idsTokenizer } from '@/lib/model/ids-tokenizer';
import { readAdapter } from '@/lib/model/peft';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import { readIfPresent } from './files';
import { wholeNumber } from './options';

/** Options of every command that asks a model folder. */
export interface ModelOptions {
  model: string;
  adapter?: string;
  threads: number;
  json?: boolean;
}

export function withModelOptions(command: Command): Command {
  return command
    .requiredOption('--model <folder>', 'Hugging Face model folder: config.json, safetensors, tokenizer.json')
    .option('--adapter <folder>', 'LoRA adapter in PEFT format to run with')
    .option('--threads <number>', 'threads of ONNX Runtime; 0: one per core', wholeNumber, 0)
    .option('--json', 'print one JSON object');
}

export interface OpenModel {
  engine: Engine;
  tokenizer: Tokenizer;
  /** Name of the adapter, for the engine; undefined without one. */
  adapter: string | undefined;
  /** What every result says of where it comes from. */
  origin: { model: string; adapter?: string; contentHash: string; provider: Engine['provider'] };
}

/**
 * Loads a model folder. With `ids`, texts are token ids and the folder needs no tokenizer.
 * Throws an Error that names the file that is missing or cannot be used.
 */
export async function openModel({ model, adapter, threads }: ModelOptions, ids: boolean): Promise<OpenModel> {
  const found = await stat(model).catch(() => null);
  if (!found?.isDirectory()) throw new Error(`there is no model folder ${model}`);
  const tokenizerFile = path.join(model, 'tokenizer.json');
  if (!ids && !existsSync(tokenizerFile))
    throw new Error(`${model} has no tokenizer.json; give token ids, as in --ids 12,7,99`);
  const engine = await loadEngine(nodeRuntime({ threads }), readFolder(model));
  const tokenizer = ids ? idsTokenizer(engine.info.vocab) : await readTokenizer(model);
  if (adapter !== undefined) await addAdapter(engine, model, adapter);
  const { contentHash } = engine.info;
  const origin = { model, ...(adapter && { adapter }), contentHash, provider: engine.provider };
  return { engine, tokenizer, adapter, origin };
}

/** Exactly one of the two ways to give a text. Throws an Error that says so. */
export function oneOf(
  text: string | undefined,
  ids: string | undefined,
  names: string,
): { text: string; ids: boolean } {
  if ((text === undefined) === (ids === undefined)) throw new Error(`give either ${names}`);
  return text === undefined ? { text: ids!, ids: true } : { text, ids: false };
}

async function readTokenizer(folder: string): Promise<Tokenizer> {
  const config = await readIfPresent(path.join(folder, 'tokenizer_config.json'));
  const text = await readFile(path.join(folder, 'tokenizer.json'), 'utf8');
  return parseTokenizer(text, config ? new TextDecoder().decode(config) : undefined);
}

async function addAdapter(engine: Engine, model: string, folder: string): Promise<void> {
  const read = readFolder(folder);
  const text = new TextDecoder();
  const config = parseConfig(text.decode(await readFolder(model)('config.json')));
  const [settings, tensors] = [await read('adapter_config.json'), await read('adapter_model.safetensors')];
  await engine.addAdapter(folder, readAdapter(config, text.decode(settings), tensors));
}
