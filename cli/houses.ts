import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { Engine } from '@/lib/engine/engine';
import { loadFolder } from '@/lib/engine/node-folder';
import type { Runtime } from '@/lib/engine/runtime';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import { readOrExplain } from './files';

/** The house models: two seeds of one recipe. */
export const HOUSES = {
  'house-a': { seed: 1 },
  'house-b': { seed: 2 },
} as const;

export type HouseId = keyof typeof HOUSES;

export function isHouse(id: string): id is HouseId {
  return id in HOUSES;
}

/** Where a shipped model folder stands, and the URL it is served from. */
export const modelFolder = (id: string) => path.join('public', 'models', id);
export const modelUrl = (id: string) => `/models/${id}`;

export interface LoadedModel {
  engine: Engine;
  tokenizer: Tokenizer;
}

/** Loads a shipped model folder, as stored. */
export async function loadModel(runtime: Runtime, id: string, writtenBy: string): Promise<LoadedModel> {
  const folder = modelFolder(id);
  await readOrExplain(path.join(folder, 'model.safetensors'), writtenBy);
  const engine = await loadFolder(runtime, folder);
  const tokenizer = parseTokenizer(await readFile(path.join(folder, 'tokenizer.json'), 'utf8'));
  return { engine, tokenizer };
}
