import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { cache } from 'react';
import { z } from 'zod';
import type { LiveExplainer, LiveModel, LiveSetup } from '@/components/live/setup';
import { EXPLAINER_ROLES, type ExplainerSidecar } from '@/lib/explainer/types';
import type { ModelRecord } from '@/lib/store/records';
import { loadExplainers } from './target';

const sidecarSchema = z.object({
  format: z.literal(1),
  id: z.string(),
  role: z.enum(EXPLAINER_ROLES),
  target: z.string(),
  base: z.string(),
  task: z.literal('patch'),
  prompts: z.array(z.string()).min(1),
  injection: z.object({ begin: z.string(), vector: z.string(), end: z.string() }),
  vector: z.enum(['raw', 'zero']),
  cells: z.array(
    z.object({ layer: z.number(), positionType: z.enum(['subject-final', 'relation', 'last', 'other']) }),
  ),
  pairTypes: z.array(z.enum(['same-relation', 'same-object', 'other-relation'])),
  trainExamples: z.number(),
  trainingDataHash: z.string(),
  runId: z.string(),
}) satisfies z.ZodType<ExplainerSidecar>;

/** A file of a shipped folder; null where the store names a folder outside of what is shipped. */
function shippedFile(folder: string, name: string): string | null {
  const root = path.join(process.cwd(), 'public');
  const file = path.join(root, folder, name);
  return file.startsWith(root + path.sep) ? file : null;
}

async function loadFolder(
  id: string,
  folder: string | null,
  contentHash: string | null,
): Promise<LiveModel | null> {
  const file = folder && shippedFile(folder, 'model.safetensors');
  if (!folder || !file || !contentHash) return null;
  try {
    return { id, path: folder, contentHash, bytes: (await stat(file)).size };
  } catch {
    return null;
  }
}

async function readSidecar(folder: string): Promise<ExplainerSidecar | null> {
  const file = shippedFile(folder, 'explainer.json');
  try {
    return file ? sidecarSchema.parse(JSON.parse(await readFile(file, 'utf8'))) : null;
  } catch {
    return null;
  }
}

/** What can run in the browser for a target: folders that the store names and that are really there. */
export const loadLiveSetup = cache(async (model: ModelRecord): Promise<LiveSetup> => {
  const records = (await loadExplainers(model.id))
    .filter((e) => e.headline && e.path)
    .sort((a, b) => EXPLAINER_ROLES.indexOf(a.role) - EXPLAINER_ROLES.indexOf(b.role));
  const explainers = await Promise.all(
    records.map(async (record): Promise<LiveExplainer[]> => {
      const folder = await loadFolder(record.id, record.path, record.contentHash);
      const sidecar = record.path ? await readSidecar(record.path) : null;
      return folder && sidecar ? [{ ...folder, role: record.role, baseId: record.baseId, sidecar }] : [];
    }),
  );
  const found = explainers.flat();
  return {
    target: await loadFolder(model.id, model.path, model.contentHash),
    explainers: found,
    wording: found.find((e) => e.role === 'self')?.sidecar.prompts[0] ?? null,
  };
});
