import type { StoreReader } from '@/lib/store/client';
import { Prisma } from '@/lib/store/generated/client';

/** Tables an import owns rows in, each after those it refers to, with their primary keys. */
export const TABLES = {
  Model: ['id'],
  Run: ['id'],
  RunPoint: ['runId', 'name', 'step'],
  Explainer: ['id'],
  Question: ['id'],
  Truth: ['questionId'],
  Explanation: ['questionId', 'explainerId'],
  ExplanationMap: ['questionId', 'explainerId'],
  Evaluation: ['explainerId', 'againstId', 'split', 'slice', 'metric'],
} satisfies Partial<Record<Prisma.ModelName, string[]>>;
export type Table = keyof typeof TABLES;
export type Row = Record<string, unknown>;

/** Prisma keeps what its last hundred calls were given, for its log: batches are small, so that an import does not grow by them. */
const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 1_000_000;
/** Times as many rows as when the planner was last told of them are worth telling it again. */
const LOOK_AGAIN = 4;

/**
 * Collects rows by table and writes them in batches, referred-to tables first. Rows of a bundle are written over any of the
 * same key; rows of none (`bundle` null) over their own kind alone, so that what is shipped is never changed by what is imported.
 */
export class Writer {
  /** Rows that were added, by table. */
  readonly counts: Record<string, number> = {};
  private batches = new Map<Table, string[]>();
  private rows = 0;
  private characters = 0;
  private nextLook = 1;

  constructor(
    private readonly transaction: StoreReader,
    private readonly bundle: string | null,
  ) {}

  async add(table: Table, row: Row): Promise<void> {
    const text = JSON.stringify({ ...row, bundle: this.bundle });
    const batch = this.batches.get(table) ?? [];
    batch.push(text);
    this.batches.set(table, batch);
    this.counts[table] = (this.counts[table] ?? 0) + 1;
    this.characters += text.length;
    if (++this.rows >= BATCH_ROWS || this.characters >= BATCH_CHARACTERS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.rows === 0) return;
    for (const table of Object.keys(TABLES) as Table[]) {
      const batch = this.batches.get(table);
      if (!batch?.length) continue;
      await this.transaction.$executeRawUnsafe(upsertOf(table, this.bundle), `[${batch.join(',')}]`);
      await this.lookAt(table);
    }
    this.batches = new Map();
    this.rows = 0;
    this.characters = 0;
  }

  /**
   * Tells the planner of a table that others refer to, as it grows. How references are checked is planned once and then kept: planned
   * for an empty table the check would walk a whole index for every row, and planned for a few rows the whole table.
   */
  private async lookAt(table: Table): Promise<void> {
    const rows = this.counts[table] ?? 0;
    if (table !== 'Question' || rows < this.nextLook) return;
    this.nextLook = LOOK_AGAIN * rows;
    await this.transaction.$executeRawUnsafe('ANALYZE "Question"');
  }
}

function upsertOf(table: Table, bundle: string | null): string {
  const columns = Object.keys(Prisma[`${table}ScalarFieldEnum`]);
  const keys: readonly string[] = TABLES[table];
  const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
  const updates = columns
    .filter((name) => !keys.includes(name))
    .map((name) => `"${name}" = EXCLUDED."${name}"`);
  return `INSERT INTO "${table}" (${quoted(columns)})
    SELECT ${quoted(columns)} FROM json_populate_recordset(NULL::"${table}", $1::json)
    ON CONFLICT (${quoted(keys)}) DO UPDATE SET ${updates.join(', ')}
    ${bundle === null ? `WHERE "${table}"."bundle" IS NULL` : ''}`;
}
