import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { Argument } from 'commander';

import { loadFolder } from '@/lib/engine/node-folder';
import type { Runtime } from '@/lib/engine/runtime';
import type { Lineage } from '@/lib/explainer/role';
import { parseConfig } from '@/lib/model/config';
import { countParameters } from '@/lib/model/parameters';
import { parseTokenizer } from '@/lib/model/tokenizer';
import type { LoadedModel } from '@/lib/task/measure';
import { BadInput } from './bad-input';
import { readOrExplain } from './files';
import { isTiny } from './scale';
import { TARGETS, tiny, type TargetId, type TargetRecipe } from './target-recipes';

export type { TargetId } from './target-recipes';

export const targetIds = Object.keys(TARGETS) as TargetId[];

export const isTarget = (id: string): id is TargetId => id in TARGETS;

/** The argument of a command that names a target. */
export const targetArgument = (): Argument => new Argument('<target>', targetIds.join(' or '));

/**
 * The target of a name.
 * @throws BadInput that names the targets there are
 */
export function targetOf(id: string): TargetId {
  if (isTarget(id)) return id;
  throw new BadInput(`no such target: ${id}; there are ${targetIds.join(', ')}`);
}

/** How a target comes about, at the scale that is set. */
export const recipeOf = (id: TargetId): TargetRecipe => (isTiny() ? tiny(TARGETS[id]) : TARGETS[id]);

/** Where a shipped model folder stands, and the URL it is served from. */
export const modelFolder = (id: string) => path.join('public', 'models', id);
export const modelUrl = (id: string) => `/models/${id}`;

/** Where a model came from, and how large it is. */
export async function lineageOf(id: TargetId): Promise<Lineage> {
  const text = await readOrExplain(
    path.join(modelFolder(id), 'config.json'),
    `npm run lab -- pretrain ${id}`,
  );
  const config = parseConfig(new TextDecoder().decode(text));
  return {
    id,
    parentId: TARGETS[id].parentId,
    architecture: config.architecture,
    parameters: countParameters(config),
  };
}

/** Loads a shipped model folder, as stored. */
export async function loadModel(runtime: Runtime, id: string, writtenBy: string): Promise<LoadedModel> {
  const folder = modelFolder(id);
  await readOrExplain(path.join(folder, 'model.safetensors'), writtenBy);
  const engine = await loadFolder(runtime, folder);
  const tokenizer = parseTokenizer(await readFile(path.join(folder, 'tokenizer.json'), 'utf8'));
  return { engine, tokenizer };
}
