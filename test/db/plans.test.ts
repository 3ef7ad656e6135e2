import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Case, casesOf } from '@/bench/store/cases';
import { fill } from '@/bench/store/fill';
import { Random } from '@/lib/random';
import {
  type PlanNode,
  planOf,
  type RecordingStore,
  recordingStore,
  scansOf,
} from '@/test/support/sent-queries';
import { emptyDatabase, query } from './database';

/** So many that PostgreSQL reads a table as a whole only where no index serves. */
const QUESTIONS = 30_000;

let url: string;
let store: RecordingStore;
let cases: Record<string, Case>;
const atEnd: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  url = await emptyDatabase((work) => atEnd.unshift(work));
  await fill(url, QUESTIONS);
  store = recordingStore(url);
  atEnd.unshift(() => store.end());
  const known = await query<{ id: string; targetId: string; ordinal: number }>(
    url,
    'SELECT id, "targetId", ordinal FROM "Question" ORDER BY id LIMIT 50',
  );
  cases = casesOf({ subjects: ['Maxfield Parrish', 'Flagstaff'], known });
});

afterAll(async () => {
  for (const work of atEnd) await work();
});

/** The plans of everything that a case sends. */
async function plansOf(name: string): Promise<PlanNode[]> {
  const plans: PlanNode[][] = [];
  for (let i = 0; i < 5; i++) {
    await cases[name]!.run(store.client, Random.stream(1, name, i));
    for (const statement of store.sent()) plans.push(await planOf(url, statement));
  }
  expect(plans.length).toBeGreaterThan(0);
  return plans.flat();
}

describe('what is sent to PostgreSQL is served by indexes', () => {
  it.each([
    'first page',
    'deep page',
    'one rare facet',
    'rare verdicts on two explainers',
    'rare search',
    'search within a facet',
    'chunks of an export',
    'a question',
    'neighbours',
    'neighbours under two facets',
    'a random question',
    'a random question under two facets',
    'facets with counts',
    'scores on everything',
  ])('for %s', async (name) => {
    expect(scansOf(await plansOf(name))).toEqual([]);
  });

  it.each([
    ['Question_targetId_task_ordinal_id_idx', 'deep page'],
    ['Question_facets_idx', 'one rare facet'],
    ['Question_text_idx', 'rare search'],
    ['Question_targetId_task_id_idx', 'a random question'],
    ['Question_pkey', 'a question'],
  ])('by %s for %s', async (index, name) => {
    expect((await plansOf(name)).map((step) => step.index)).toContain(index);
  });

  it('and would show where none served', async () => {
    const [{ make } = { make: '' }] = await query<{ make: string }>(
      url,
      `SELECT indexdef AS make FROM pg_indexes WHERE indexname = 'Question_text_idx'`,
    );
    await query(url, 'DROP INDEX "Question_text_idx"');
    try {
      expect(scansOf(await plansOf('rare search'))).not.toEqual([]);
    } finally {
      await query(url, make);
    }
  });
});
