import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openEmbedded } from '@/lib/database/embedded';
import { Random } from '@/lib/random';
import { recordingStore } from '@/test/support/sent-queries';
import { percentiles, round } from './measure';
import { type RunningServer, startServer } from './server';
import { casesOf } from './store/cases';
import { fill, holdBundle } from './store/fill';
import { requestsOf } from './store/requests';
import { valuesOf } from './store/values';

interface RateOptions {
  questions: number;
  perSecond: number;
  seconds: number;
  database?: string;
}

/** Addresses that are asked for before the clock starts: code is compiled, pages of the database come into memory. */
const WARM_UP = 20;

/**
 * Readers who come at a steady rate, whether or not those before them were answered, to the built app on a database of a million
 * explanations; each kind of request beside the bare statements behind it, and an export with the memory it takes.
 * Times count from when a request was due, so that a queue shows.
 */
export async function* benchRate({ questions, perSecond, seconds, database: filled }: RateOptions) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-rate-'));
  // As root the server runs as somebody else, who has to get through.
  await chmod(folder, 0o755);
  const database = filled ? null : await openEmbedded(folder);
  const url = filled ?? database!.url;
  try {
    if (!filled) await fill(url, questions);
    await holdBundle(url);
    const server = await startServer(['--data-dir', path.join(folder, 'app')], { DATABASE_URL: url });
    try {
      yield* measureRequests(server, url, { perSecond, seconds });
      yield await measureExport(server);
    } finally {
      await server.stop();
    }
  } finally {
    await database?.release();
    await rm(folder, { recursive: true, force: true });
  }
}

async function* measureRequests(
  { address }: RunningServer,
  url: string,
  { perSecond, seconds }: Pick<RateOptions, 'perSecond' | 'seconds'>,
) {
  const values = await valuesOf(url);
  const cases = casesOf(values);
  for (const [name, request] of Object.entries(requestsOf(values))) {
    const path = (i: number) => address + request.path(Random.stream(1, name, i));
    for (let i = -WARM_UP; i < 0; i++) await answered(path(i));
    const times = await atRate(perSecond, perSecond * seconds, (i) => answered(path(i)));
    const bare = await bareTimes(url, (random, client) => cases[request.case]!.run(client, random));
    yield {
      benchmark: 'rate',
      request: name,
      perSecond,
      requests: times.length,
      ...percentiles(times),
      bare: percentiles(bare),
      example: request.path(Random.stream(1, name, 0)),
    };
  }
}

/** Milliseconds from when each of so many requests was due until it was answered. */
async function atRate(perSecond: number, count: number, ask: (i: number) => Promise<unknown>) {
  const began = performance.now();
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const due = began + (1000 * i) / perSecond;
      await sleep(Math.max(0, due - performance.now()));
      await ask(i);
      return performance.now() - due;
    }),
  );
}

async function answered(url: string): Promise<void> {
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
}

/** Milliseconds of the statements that a function of the store sends, by themselves. */
async function bareTimes(
  url: string,
  run: (random: Random, client: ReturnType<typeof recordingStore>['client']) => Promise<unknown>,
): Promise<number[]> {
  const store = recordingStore(url);
  const bare = new pg.Client({ connectionString: url });
  await bare.connect();
  const times: number[] = [];
  try {
    for (let i = 0; i < 100; i++) {
      await run(Random.stream(1, 'bare', i), store.client);
      const sent = store.sent();
      const began = performance.now();
      for (const { text, values } of sent) await bare.query(text, values);
      times.push(performance.now() - began);
    }
  } finally {
    await bare.end();
    await store.end();
  }
  return times;
}

/** All explanations of one target as lines of JSON, and the memory of the server meanwhile. */
async function measureExport({ address, residentMB }: RunningServer) {
  const before = await residentMB();
  const began = performance.now();
  const response = await fetch(`${address}/api/v1/export/explanations?target=target-a&task=patch`);
  if (!response.ok || !response.body) throw new Error(`The export answered ${response.status}.`);
  const memory: number[] = [];
  const watch = setInterval(() => void residentMB().then((mb) => memory.push(mb)), 500);
  let bytes = 0;
  let lines = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) lines++;
  }
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1000;
  const half = memory.slice(memory.length >> 1);
  return {
    benchmark: 'rate',
    request: 'export of explanations',
    lines,
    megabytes: round(bytes / 1e6),
    seconds: round(seconds),
    linesPerSecond: Math.round(lines / seconds),
    residentMB: {
      before: round(before),
      mostInFirstHalf: round(Math.max(...memory.slice(0, memory.length >> 1))),
      mostInSecondHalf: round(Math.max(...half)),
    },
  };
}
