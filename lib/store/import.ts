import type { BundleManifest, BundleTable } from '@/lib/store/bundle-format';
import { readRows } from '@/lib/store/bundle';
import { BundleCheck } from '@/lib/store/bundle-check';
import { readManifest, verifyBundle } from '@/lib/store/bundle-manifest';
import type { StoreClient, StoreReader } from '@/lib/store/client';
import { StoreError } from '@/lib/store/errors';
import { Prisma } from '@/lib/store/generated/client';
import type { BundleItem } from '@/lib/store/records';
import { allFacets } from '@/lib/task/facets';
import { taskOf } from '@/lib/task/tasks';

export interface ImportReport {
  version: string;
  /** Rows written, by table of the store. */
  rows: Record<string, number>;
  /** Rows of an older bundle that the new one no longer has. */
  removed: number;
}

const IMPORT_LOCK = 72707370;
const BATCH_ROWS = 2_000;
const BATCH_CHARACTERS = 8_000_000;
/** A million questions take ten minutes of an idle core, and more on a busy machine. */
const LONGEST_MS = 6 * 60 * 60_000;
const META_KEY = 'bundle';

/** Tables an import owns rows in, each after those it refers to, with their primary keys. */
const TABLES = {
  Model: ['id'],
  Run: ['id'],
  RunPoint: ['runId', 'name', 'step'],
  Explainer: ['id'],
  Question: ['id'],
  Truth: ['questionId'],
  Explanation: ['questionId', 'explainerId'],
  Evaluation: ['explainerId', 'againstId', 'split', 'slice', 'metric'],
} satisfies Partial<Record<Prisma.ModelName, string[]>>;
type Table = keyof typeof TABLES;
type Row = Record<string, unknown>;

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
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${IMPORT_LOCK}::bigint)`;
      const writer = new Writer(transaction, manifest.version);
      let read = 0;
      for await (const rows of storeRows(dir, manifest)) {
        for (const [table, row] of rows) await writer.add(table, row);
        progress(++read, total);
      }
      await writer.flush();
      const removed = await removeOlder(transaction, manifest.version);
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
function databaseReason(error: unknown): string {
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
  const { id, targetId, split, body, truth, truthHash, detail, explanations } = item;
  const task = taskOf(item.task);
  const question = {
    ...{ id, task: task.id, targetId, ordinal, split, body },
    title: task.title(body),
    text: task.text(body, truth),
    facets: allFacets(task, item),
  };
  return [
    ['Question', question],
    ['Truth', { questionId: id, body: truth, detail, truthHash }],
    ...explanations.map((explanation): [Table, Row] => ['Explanation', { questionId: id, ...explanation }]),
  ];
}

/** Counts what the filters of lists can be set to; rows are few, and counted anew. */
async function countFacets(transaction: StoreReader, version: string): Promise<void> {
  await transaction.facetCount.deleteMany();
  await transaction.$executeRaw`
    INSERT INTO "FacetCount" ("targetId", "task", "facet", "count", "bundle")
    SELECT q."targetId", q."task", facet, count(*), ${version}
    FROM "Question" q, unnest(q."facets" || ''::text) facet
    GROUP BY q."targetId", q."task", facet`;
}

/** Collects rows by table and writes them in batches, referred-to tables first. */
class Writer {
  readonly counts: Record<string, number> = {};
  private batches = new Map<Table, string[]>();
  private rows = 0;
  private characters = 0;

  constructor(
    private readonly transaction: StoreReader,
    private readonly version: string,
  ) {}

  async add(table: Table, row: Row): Promise<void> {
    const text = JSON.stringify({ ...row, bundle: this.version });
    const batch = this.batches.get(table) ?? [];
    batch.push(text);
    this.batches.set(table, batch);
    this.counts[table] = (this.counts[table] ?? 0) + 1;
    this.characters += text.length;
    if (++this.rows >= BATCH_ROWS || this.characters >= BATCH_CHARACTERS) await this.flush();
  }

  async flush(): Promise<void> {
    for (const table of Object.keys(TABLES) as Table[]) {
      const batch = this.batches.get(table);
      if (batch?.length) await this.transaction.$executeRawUnsafe(upsertOf(table), `[${batch.join(',')}]`);
    }
    this.batches = new Map();
    this.rows = 0;
    this.characters = 0;
  }
}

function upsertOf(table: Table): string {
  const columns = Object.keys(Prisma[`${table}ScalarFieldEnum`]);
  const keys: readonly string[] = TABLES[table];
  const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
  const updates = columns
    .filter((name) => !keys.includes(name))
    .map((name) => `"${name}" = EXCLUDED."${name}"`);
  return `INSERT INTO "${table}" (${quoted(columns)})
    SELECT ${quoted(columns)} FROM json_populate_recordset(NULL::"${table}", $1::json)
    ON CONFLICT (${quoted(keys)}) DO UPDATE SET ${updates.join(', ')}`;
}

async function removeOlder(transaction: StoreReader, version: string): Promise<number> {
  let removed = 0;
  for (const table of (Object.keys(TABLES) as Table[]).reverse())
    removed += await transaction.$executeRawUnsafe(`DELETE FROM "${table}" WHERE "bundle" <> $1`, version);
  return removed;
}
