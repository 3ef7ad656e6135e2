import { z } from 'zod';
import type { StoreReader } from '@/lib/store/client';
import type { Explainer, Model } from '@/lib/store/generated/client';
import { type ExplainerRecord, explainerSchema, type ModelRecord, modelSchema } from '@/lib/store/records';

const key = z.string().min(1).max(200);

export function toModelRecord(row: Model): ModelRecord {
  return modelSchema.parse({ ...row, parameters: Number(row.parameters) });
}

export function toExplainerRecord(row: Explainer): ExplainerRecord {
  return explainerSchema.parse(row);
}

/** All models, in the order of the bundle. */
export async function listModels(client: StoreReader): Promise<ModelRecord[]> {
  const rows = await client.model.findMany({ orderBy: [{ ordinal: 'asc' }, { id: 'asc' }] });
  return rows.map(toModelRecord);
}

/** The models that questions are about, in the order of the bundle. */
export async function listTargets(client: StoreReader): Promise<ModelRecord[]> {
  const rows = await client.model.findMany({
    where: { questions: { some: {} } },
    orderBy: [{ ordinal: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toModelRecord);
}

export async function getModel(client: StoreReader, id: string): Promise<ModelRecord | null> {
  const row = await client.model.findUnique({ where: { id: key.parse(id) } });
  return row && toModelRecord(row);
}

export async function getExplainer(client: StoreReader, id: string): Promise<ExplainerRecord | null> {
  const row = await client.explainer.findUnique({ where: { id: key.parse(id) } });
  return row && toExplainerRecord(row);
}

/** Everyone who explains a target, in one task or in all, scaling points among them, in the order of the bundle. */
export async function listExplainers(
  client: StoreReader,
  targetId: string,
  task?: string,
): Promise<ExplainerRecord[]> {
  const rows = await client.explainer.findMany({
    where: { targetId: key.parse(targetId), task: key.optional().parse(task) },
    orderBy: [{ ordinal: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toExplainerRecord);
}
