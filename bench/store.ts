import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { Random } from '@/lib/random';
import { openEmbedded } from '@/lib/database/embedded';
import { forgetCounts } from '@/lib/store/question-counts';
import { type PlanNode, planOf, recordingStore, scansOf, type Sent } from '@/test/support/sent-queries';
import { percentiles, round } from './measure';
import { type Case, casesOf } from './store/cases';
import { fill } from './store/fill';
import { valuesOf } from './store/values';

/**
 * What lists, questions and scores take at a million questions and five million explanations: each function of the store
 * beside the statements that it sends, run without it, on the same rows one after the other.
 * @throws Error when a statement reads a large table from end to end
 */
export async function* benchStore(options: { questions: number; runs: number; database?: string }) {
  if (options.database) {
    yield* measureStore(options.database, options.runs);
    return;
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-store-'));
  // As root the server runs as somebody else, who has to get through.
  await chmod(folder, 0o755);
  const database = await openEmbedded(folder);
  try {
    const began = performance.now();
    await fill(database.url, options.questions);
    yield { benchmark: 'store', questions: options.questions, fillMs: round(performance.now() - began) };
    yield* measureStore(database.url, options.runs);
  } finally {
    await database.release();
    await rm(folder, { recursive: true, force: true });
  }
}

async function* measureStore(url: string, runs: number) {
  const store = recordingStore(url);
  const bare = new pg.Client({ connectionString: url });
  await bare.connect();
  try {
    for (const [name, one] of Object.entries(casesOf(await valuesOf(url))))
      yield await measureCase(name, one, { runs, url, store, bare });
  } finally {
    await bare.end();
    await store.end();
  }
}

async function measureCase(
  name: string,
  { run, cold }: Case,
  {
    runs,
    url,
    store,
    bare,
  }: { runs: number; url: string; store: ReturnType<typeof recordingStore>; bare: pg.Client },
) {
  const times = { repository: [] as number[], bare: [] as number[] };
  const statements = new Map<string, Sent>();
  for (let i = 0; i < runs; i++) {
    const once = async () => {
      if (cold) forgetCounts();
      const began = performance.now();
      await run(store.client, Random.stream(1, name, i));
      return performance.now() - began;
    };
    // The first brings pages and counts into memory, so that both sides find them there.
    await once();
    store.sent();
    times.repository.push(await once());
    const sent = store.sent();
    const began = performance.now();
    for (const statement of sent) await bare.query(statement.text, statement.values);
    times.bare.push(performance.now() - began);
    for (const statement of sent)
      if (!statements.has(statement.text)) statements.set(statement.text, statement);
  }
  const plans: PlanNode[][] = [];
  for (const statement of statements.values()) {
    const plan = await planOf(url, statement);
    const [scan] = scansOf(plan);
    if (scan) throw new Error(`${name} reads all of ${scan.table}: ${statement.text}`);
    plans.push(plan);
  }
  const [repository, alone] = [percentiles(times.repository), percentiles(times.bare)];
  return {
    benchmark: 'store',
    case: name,
    runs,
    repository,
    bare: alone,
    ratio: round(repository.p50 / alone.p50),
    plans: plans.map((plan) =>
      plan.flatMap(({ type, index }) => (index ? [`${type} ${index}`] : [])).join(', '),
    ),
  };
}
