import { sha256Hex } from '@/lib/hash';
import { CHAT_FILE, readChatTemplate } from '@/lib/model/chat-template';
import type { ChatTemplate } from '@/lib/model/chat-turn';
import { checkTokenizer } from '@/lib/model/check-tokenizer';
import { readHeaders } from '@/lib/model/check-weights';
import { parseConfig, type ModelConfig } from '@/lib/model/config';
import { countParameters } from '@/lib/model/parameters';

/** The files of a model folder by name, where they lie. */
export type ModelFiles = ReadonlyMap<string, Blob>;

/** What can be said of a model folder before a weight of it is read. */
export interface FolderFacts {
  config: ModelConfig;
  /** SHA-256 of config.json, hex. */
  configHash: string;
  /** Number of weights, tied embeddings counted once. */
  weights: number;
  /** Size of the weight files. */
  bytes: number;
  /** Element types of the weights as they are stored. */
  types: string[];
  /** The tensor with the most weights. */
  largest: { name: string; weights: number };
  /** Without a tokenizer, texts are token ids. */
  hasTokenizer: boolean;
  /** How turns of a chat are written; null where the folder does not say. */
  chat: ChatTemplate | null;
}

/** Files that are read as a whole may have so many bytes; the largest tokenizers have some twenty million. */
const TEXT_BYTES = 100_000_000;

/** What a tokenizer has to get through before a page reads by it: words, figures, scripts, and runs of one character. */
const TRIALS = [
  'The capital of France is',
  '3.14159, 2718!',
  'naïve 漢字 👩‍👧',
  'a'.repeat(500),
  ' '.repeat(500),
];

/**
 * Looks at a Hugging Face model folder: its configuration, the headers of its weight files and its tokenizer, each held
 * against the others. Nothing is allocated by what a file claims.
 *
 * @throws Error of one line that names the file, field or tensor that is missing or cannot be used
 */
export async function inspectFolder(files: ModelFiles): Promise<FolderFacts> {
  const text = await textOf(files, 'config.json');
  if (text === null)
    throw new Error('the folder has no config.json: choose the folder of a Hugging Face model');
  const config = parseConfig(text);
  const headers = await readHeaders(config, async (name) => files.get(name) ?? null);
  const tensors = headers.flatMap((header) => header.tensors.filter(({ type }) => type !== null));
  const sizes = tensors.map(({ name, shape }) => ({ name, weights: shape.reduce((p, d) => p * d, 1) }));
  const hasTokenizer = await tryTokenizer(config, files);
  const settings = (await textOf(files, 'tokenizer_config.json')) ?? '{}';
  return {
    config,
    configHash: sha256Hex(text),
    weights: countParameters(config),
    bytes: headers.reduce((sum, { file }) => sum + file.size, 0),
    types: [...new Set(tensors.flatMap(({ type }) => type ?? []))],
    largest: sizes.reduce((most, next) => (next.weights > most.weights ? next : most)),
    hasTokenizer,
    chat: hasTokenizer ? readChatTemplate(settings, await textOf(files, CHAT_FILE)) : null,
  };
}

/** Whether there is a tokenizer. Throws an Error when it is not one of this model. */
async function tryTokenizer(config: ModelConfig, files: ModelFiles): Promise<boolean> {
  const text = await textOf(files, 'tokenizer.json');
  if (text === null) return false;
  const settings = (await textOf(files, 'tokenizer_config.json')) ?? undefined;
  const tokenizer = checkTokenizer(config, text, settings);
  for (const trial of TRIALS) tokenizer.encode(trial);
  return true;
}

async function textOf(files: ModelFiles, name: string): Promise<string | null> {
  const file = files.get(name);
  if (!file) return null;
  if (file.size > TEXT_BYTES)
    throw new Error(`${name} has ${file.size} bytes; at most ${TEXT_BYTES} are read`);
  return file.text();
}
