import type { BundleManifest, BundleTable } from '@/lib/store/bundle-format';
import { readRows } from '@/lib/store/bundle';
import { BundleCheck } from '@/lib/store/bundle-check';
import { readManifest, verifyBundle } from '@/lib/store/bundle-manifest';
import type { StoreClient, StoreReader } from '@/lib/store/client';
import { StoreError } from '@/lib/store/errors';
import type { BundleItem } from '@/lib/store/records';
import { type Row, type Table, TABLES, Writer } from '@/lib/store/writer';
import { addImportedVerdicts, countFacets } from '@/lib/store/facet-counts';
import { lockImports } from '@/lib/store/import-lock';
import { allFacets } from '@/lib/task/facets';
import { taskOf } from '@/lib/task/tasks';

export interface ImportReport {
  version: string;
  /** Rows written, by table of the store. */
  rows: Record<string, number>;
  /** Rows of an older bundle that the new one no longer has. */
  removed: number;
}

/** A million questions take ten minutes of an idle core, and more on a busy machine. */
export const LONGEST_MS = 6 * 60 * 60_000;
const META_KEY = 'bundle';

/** Version of the bundle in the store; null while it holds none. */
export async function importedBundle(client: StoreReader): Promise<string | null> {
  const meta = await client.meta.findUnique({ where: { key: META_KEY } });
  const value = meta?.value;
  return value && typeof value === 'object' && 'version' in value ? String(value.version) : null;
}

/**
 * Makes the store hold a bundle: in one transaction, rows of the bundle are written over those of the same key, and
 * rows that only an older bundle had are removed. What was made here (permalinks) stays. Importing twice changes nothing.
 * @throws StoreError when the bundle is missing, corrupt or newer than this version; the store is as before
 */
export async function importBundle(
  client: StoreClient,
  dir: string,
  progress: (rows: number, of: number) => void = () => undefined,
): Promise<ImportReport> {
  const manifest = await readManifest(dir);
  if (!manifest) throw new StoreError(`${dir} holds no bundle.`);
  await verifyBundle(dir, manifest);
  const total = manifest.files.reduce((sum, file) => sum + file.rows, 0);
  const work = client.$transaction(
    async (transaction) => {
      // A second import waits here, and then finds everything in place.
      await lockImports(transaction);
      const writer = new Writer(transaction, manifest.version);
      let read = 0;
      for await (const rows of storeRows(dir, manifest)) {
        for (const [table, row] of rows) await writer.add(table, row);
        progress(++read, total);
      }
      await writer.flush();
      const removed = await removeOlder(transaction, manifest.version);
      await addImportedVerdicts(transaction);
      await countFacets(transaction, manifest.version);
      const value = { version: manifest.version, createdBy: manifest.createdBy, rows: writer.counts };
      const updatedAt = new Date();
      await transaction.meta.upsert({
        where: { key: META_KEY },
        create: { key: META_KEY, value, updatedAt },
        update: { value, updatedAt },
      });
      return { version: manifest.version, rows: writer.counts, removed };
    },
    { timeout: LONGEST_MS, maxWait: 30_000 },
  );
  const report = await work.catch((error: unknown) => {
    throw error instanceof StoreError
      ? error
      : new StoreError(`${dir} cannot be imported: ${databaseReason(error)}`, { cause: error });
  });
  // Pages come next, and the planner knows nothing of the new rows yet.
  await client.$executeRawUnsafe('ANALYZE');
  return report;
}

/** What PostgreSQL said, without the query around it. */
export function databaseReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /Message: `(.*?)`/s.exec(message)?.[1] ?? message.trim().split('\n').at(-1) ?? message;
}

/** The rows of the store that each row of the bundle becomes, in an order that keeps every reference valid. */
async function* storeRows(dir: string, manifest: BundleManifest): AsyncGenerator<[Table, Row][]> {
  const check = new BundleCheck();
  const rowsOf = <T extends BundleTable>(table: T) => readRows(dir, manifest, table, check);
  let ordinal = 0;
  for await (const model of rowsOf('models')) yield [['Model', { ...model, ordinal: ordinal++ }]];
  for await (const run of rowsOf('runs')) yield [['Run', { ...run }]];
  for await (const point of rowsOf('runPoints')) yield [['RunPoint', { ...point }]];
  ordinal = 0;
  // What those that are not shown said stays in the bundle, where scores are computed again from it.
  for await (const { answers: _, members: __, ...explainer } of rowsOf('explainers'))
    yield [['Explainer', { ...explainer, ordinal: ordinal++ }]];
  ordinal = 0;
  for await (const item of rowsOf('items')) yield itemRows(item, ordinal++);
  for await (const evaluation of rowsOf('evaluations'))
    yield [['Evaluation', { ...evaluation, againstId: evaluation.againstId ?? '' }]];
}

function itemRows(item: BundleItem, ordinal: number): [Table, Row][] {
  const { id, targetId, split, body, truth, truthHash, detail, explanations, maps = [] } = item;
  const task = taskOf(item.task);
  const question = {
    ...{ id, task: task.id, targetId, ordinal, split, body },
    title: task.title(body),
    text: task.text(
      body,
      truth,
      explanations.map(({ text }) => text),
    ),
    facets: allFacets(task, item),
  };
  return [
    ['Question', question],
    ['Truth', { questionId: id, body: truth, detail, truthHash }],
    ...explanations.map((explanation): [Table, Row] => ['Explanation', { questionId: id, ...explanation }]),
    ...maps.map((map): [Table, Row] => ['ExplanationMap', { questionId: id, ...map }]),
  ];
}

async function removeOlder(transaction: StoreReader, version: string): Promise<number> {
  let removed = 0;
  for (const table of (Object.keys(TABLES) as Table[]).reverse())
    removed += await transaction.$executeRawUnsafe(`DELETE FROM "${table}" WHERE "bundle" <> $1`, version);
  return removed;
}
