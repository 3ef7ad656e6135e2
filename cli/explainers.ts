import path from 'node:path';

import type { ExplainerRole } from '@/lib/explainer/types';
import { HOUSES, modelFolder, modelUrl, type HouseId } from './houses';

/** Explainers that are trained; the other roles are rules. */
export const TRAINED_ROLES = ['self', 'other', 'no-vector'] as const satisfies readonly ExplainerRole[];
export type TrainedRole = (typeof TRAINED_ROLES)[number];

/** The size that is shipped and shown; smaller ones are points of the scaling curve. */
export const HEADLINE_EXAMPLES = 8000;

export function isTrainedRole(role: string): role is TrainedRole {
  return (TRAINED_ROLES as readonly string[]).includes(role);
}

export function otherHouse(target: HouseId): HouseId {
  return (Object.keys(HOUSES) as HouseId[]).find((id) => id !== target)!;
}

export function explainerId(target: string, role: string, examples: number, seed = 1, rank = 0): string {
  const variant = `${rank === 0 ? '' : `.lora${rank}`}${seed === 1 ? '' : `.s${seed}`}`;
  return `${target}.patch.${role}.${examples}${variant}`;
}

/** Artefacts of the run that trains an explainer: checkpoint, curve, record. */
export const explainerRunFolder = (id: string) => path.join('artefacts', 'train', id);

/** Where an explainer's folder stands: shipped ones under `public/`, scaling points with the other artefacts. */
export function explainerFolder(id: string): string {
  return isShipped(id)
    ? modelFolder(path.join('explainers', id))
    : path.join(explainerRunFolder(id), 'model');
}

export function explainerUrl(id: string): string | null {
  return isShipped(id) ? modelUrl(`explainers/${id}`) : null;
}

export function isShipped(id: string): boolean {
  return id.endsWith(`.${HEADLINE_EXAMPLES}`);
}
