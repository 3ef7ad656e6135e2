import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { StoreClient } from '@/lib/store/client';
import { PrismaClient } from '@/lib/store/generated/client';

/** A statement as it went to PostgreSQL. */
export interface Sent {
  text: string;
  values: unknown[];
}

/** A client of the store that keeps what it sends. */
export interface RecordingStore {
  client: StoreClient;
  /** What was sent since it was asked last. */
  sent(): Sent[];
  end(): Promise<void>;
}

export function recordingStore(url: string): RecordingStore {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  let sent: Sent[] = [];
  const query = pool.query.bind(pool) as (statement: Sent) => Promise<pg.QueryResult>;
  pool.query = ((statement: Sent) => {
    sent.push({ text: statement.text, values: statement.values });
    return query(statement);
  }) as typeof pool.query;
  const client = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    client,
    sent() {
      const taken = sent;
      sent = [];
      return taken;
    },
    async end() {
      await client.$disconnect();
      await pool.end();
    },
  };
}

/** One step of a plan of PostgreSQL. */
export interface PlanNode {
  type: string;
  table: string | null;
  index: string | null;
  rows: number;
}

interface RawNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Plan Rows': number;
  Plans?: RawNode[];
}

/** How PostgreSQL would run a statement, from the outermost step inwards. */
export async function planOf(url: string, { text, values }: Sent): Promise<PlanNode[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: RawNode }] }>({
      text: `EXPLAIN (FORMAT JSON) ${text}`,
      values,
    });
    const flat = (node: RawNode): PlanNode[] => [
      {
        type: node['Node Type'],
        table: node['Relation Name'] ?? null,
        index: node['Index Name'] ?? null,
        rows: node['Plan Rows'],
      },
      ...(node.Plans ?? []).flatMap(flat),
    ];
    return flat(rows[0]!['QUERY PLAN'][0].Plan);
  } finally {
    await client.end();
  }
}

/** Tables that grow with the questions, and must never be read as a whole for a page. */
const LARGE = ['Question', 'Truth', 'Explanation'];

/** Steps of a plan that read a large table from end to end. */
export const scansOf = (plan: readonly PlanNode[]): PlanNode[] =>
  plan.filter(({ type, table }) => /Seq Scan/.test(type) && LARGE.includes(table ?? ''));
