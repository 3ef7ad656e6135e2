import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { Argument } from 'commander';

import { loadFolder } from '@/lib/engine/node-folder';
import type { Runtime } from '@/lib/engine/runtime';
import type { Lineage } from '@/lib/explainer/role';
import { idFault, importedModelUrl, importsHome } from '@/lib/imports';
import { parseConfig } from '@/lib/model/config';
import { countParameters } from '@/lib/model/parameters';
import { parseTokenizer } from '@/lib/model/tokenizer';
import type { LoadedModel } from '@/lib/task/measure';
import { BadInput } from './bad-input';
import { readOrExplain } from './files';
import { isTiny } from './scale';
import { IMPORTED, TARGETS, tiny, type TargetId, type TargetRecipe } from './target-recipes';

export type { TargetId } from './target-recipes';

export const targetIds = Object.keys(TARGETS) as TargetId[];

/** Whether the lab makes a target itself. */
export const isTarget = (id: string): id is TargetId => Object.hasOwn(TARGETS, id);

const importedFolder = (id: string): string => path.join(importsHome(), importedModelUrl(id));

/** Whether a model was imported (`lab import model`): its folder lies in the data folder. */
export const isImported = (id: string): boolean =>
  !isTarget(id) && idFault(id) === null && existsSync(path.join(importedFolder(id), 'config.json'));

/** The argument of a command that names a target. */
export const targetArgument = (): Argument => new Argument('<target>', targetIds.join(' or '));

/**
 * The target of a name.
 * @throws BadInput that names the targets there are
 */
export function targetOf(id: string): TargetId {
  // Imported ones are asked about the facts of the newest generation, and are otherwise no different.
  if (isTarget(id) || isImported(id)) return id as TargetId;
  throw new BadInput(
    `no such target: ${id}; there are ${targetIds.join(', ')}, and those of: npm run lab -- import model`,
  );
}

/** How a target comes about, at the scale that is set. */
export function recipeOf(id: TargetId): TargetRecipe {
  const recipe = isTarget(id) ? TARGETS[id] : IMPORTED;
  return isTiny() ? tiny(recipe) : recipe;
}

/** Where a model folder stands, and the URL that a shipped one is served from. */
export const modelFolder = (id: string): string =>
  isImported(id) ? importedFolder(id) : path.join('public', 'models', id);
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
    parentId: recipeOf(id).parentId,
    architecture: config.architecture,
    parameters: countParameters(config),
  };
}

/** Loads a model folder, as stored. */
export async function loadModel(runtime: Runtime, id: string, writtenBy: string): Promise<LoadedModel> {
  const folder = modelFolder(id);
  // Imported weights may be in shards, and were there when they were checked.
  if (!isImported(id)) await readOrExplain(path.join(folder, 'model.safetensors'), writtenBy);
  const engine = await loadFolder(runtime, folder);
  const tokenizer = parseTokenizer(await readFile(path.join(folder, 'tokenizer.json'), 'utf8'));
  return { engine, tokenizer };
}
