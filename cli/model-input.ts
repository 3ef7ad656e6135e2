import type { Command } from 'commander';

import type { Engine } from '@/lib/engine/engine';
import { loadFolder, readFolder } from '@/lib/engine/node-folder';
import { MOST_THREADS, nodeRuntime } from '@/lib/engine/runtime-node';
import { parseConfig } from '@/lib/model/config';
import { CHAT_FILE, readChatTemplate } from '@/lib/model/chat-template';
import type { ChatTemplate } from '@/lib/model/chat-turn';
import { idsTokenizer } from '@/lib/model/ids-tokenizer';
import { readAdapter } from '@/lib/model/peft';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import { wholeNumberWithin } from './options';

/** Options of every command that runs a model folder. */
export interface ModelOptions {
  model: string;
  adapter?: string;
  threads: number;
  json?: boolean;
}

export function withModelOptions(command: Command): Command {
  return command
    .requiredOption(
      '--model <folder>',
      'Hugging Face model folder with config.json, safetensors and tokenizer.json',
    )
    .option('--adapter <folder>', 'LoRA adapter in PEFT format to run with')
    .option(
      '--threads <number>',
      'threads of ONNX Runtime; 0: one per core',
      wholeNumberWithin(0, MOST_THREADS),
      0,
    )
    .option('--json', 'print one JSON object');
}

export interface OpenModel {
  engine: Engine;
  tokenizer: Tokenizer;
  /** How turns of a chat are written; null where the folder does not say. */
  chat: ChatTemplate | null;
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
  const read = readFolder(model);
  const tokenizerFile = await read('tokenizer.json');
  if (!ids && !tokenizerFile)
    throw new Error(`${model} has no tokenizer.json; give token ids, as in --ids 12,7,99`);
  const settings = textOf(await read('tokenizer_config.json'));
  const engine = await loadFolder(nodeRuntime({ threads }), model);
  const tokenizer =
    ids || !tokenizerFile
      ? idsTokenizer(engine.info.vocab)
      : parseTokenizer(textOf(tokenizerFile)!, settings);
  const chat = readChatTemplate(settings ?? '{}', textOf(await read(CHAT_FILE)) ?? null);
  if (adapter !== undefined) await addAdapter(engine, model, adapter);
  const { contentHash } = engine.info;
  const origin = { model, ...(adapter && { adapter }), contentHash, provider: engine.provider };
  return { engine, tokenizer, chat, adapter, origin };
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

const textOf = (file: Uint8Array | null) => (file ? new TextDecoder().decode(file) : undefined);

async function addAdapter(engine: Engine, model: string, folder: string): Promise<void> {
  const read = async (from: string, name: string) => {
    const file = await readFolder(from)(name);
    if (!file) throw new Error(`${from} has no ${name}`);
    return file;
  };
  const text = new TextDecoder();
  const config = parseConfig(text.decode(await read(model, 'config.json')));
  const settings = text.decode(await read(folder, 'adapter_config.json'));
  const tensors = await read(folder, 'adapter_model.safetensors');
  await engine.addAdapter(folder, readAdapter(config, settings, tensors));
}
