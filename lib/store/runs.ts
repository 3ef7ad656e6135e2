import { z } from 'zod';
import type { StoreReader } from '@/lib/store/client';
import type { Run } from '@/lib/store/generated/client';
import { type RunPointRecord, runPointSchema, type RunRecord, runSchema } from '@/lib/store/records';

/** A run with its training curves, by name and then step. */
export interface RunWithPoints extends RunRecord {
  points: RunPointRecord[];
}

const key = z.string().min(1).max(200);

function toRunRecord(row: Run): RunRecord {
  return runSchema.parse({ ...row, createdAt: row.createdAt.toISOString() });
}

/** All runs, oldest first. */
export async function listRuns(client: StoreReader): Promise<RunRecord[]> {
  const rows = await client.run.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return rows.map(toRunRecord);
}

export async function getRun(client: StoreReader, id: string): Promise<RunWithPoints | null> {
  const row = await client.run.findUnique({
    where: { id: key.parse(id) },
    include: { points: { orderBy: [{ name: 'asc' }, { step: 'asc' }] } },
  });
  return row && { ...toRunRecord(row), points: row.points.map((point) => runPointSchema.parse(point)) };
}
