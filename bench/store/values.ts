import pg from 'pg';
import type { Known } from './cases';

/** Subjects and questions that the database holds. */
export async function valuesOf(url: string): Promise<Known> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ subject: string }>(
      `SELECT split_part(title, ', patched from ', 1) AS subject FROM "Question" LIMIT 500`,
    );
    const { rows: known } = await client.query<Known['known'][number]>(
      `SELECT id, "targetId", ordinal FROM "Question" WHERE id >= '8' ORDER BY id LIMIT 2000`,
    );
    return { subjects: rows.map(({ subject }) => subject), known };
  } finally {
    await client.end();
  }
}
