import autocannon from 'autocannon';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { round } from './measure';
import { type RunningServer, startServer } from './server';

export interface LoadOptions {
  /** Address of another version that is being served already, to compare with. */
  against?: string;
  readers: number[];
  seconds: number;
  target: string;
}

/** What so many readers got, who ask again as soon as they have their answer. */
interface Served {
  perSecond: number;
  p99Ms: number;
  /** Quick answers 503 that say when to come again. */
  refused: number;
  /** Any other status, broken connections, and answers that did not come within half a minute. */
  errors: number;
}

// What browsers send.
const HEADERS = { accept: 'text/html', 'accept-encoding': 'gzip, deflate, br' };

/**
 * Readers on kept connections at the built app: pages that are the same for all, and lists that nobody asked for before.
 * Each with this machine to itself and with another process at work on one core.
 */
export async function benchLoad({ against, readers, seconds, target }: LoadOptions) {
  const server = await startServer();
  try {
    const memory: number[] = [];
    const pages = await pagesOf(server.address, against, target);
    const measure = async (busy: boolean) => {
      const stopWork = busy ? occupyCore() : () => Promise.resolve(0);
      const rows = [];
      try {
        for (const [page, addresses] of Object.entries(pages))
          for (const count of readers) {
            const now = await serve(addresses[0]!, count, seconds);
            memory.push(await server.residentMB());
            const before = addresses[1] ? await serve(addresses[1], count, seconds) : null;
            console.error(
              `${page}, ${count} readers: ${now.perSecond}/s${before ? `, before ${before.perSecond}/s` : ''}`,
            );
            rows.push({ page, readers: count, ...now, ...compare(now, before) });
          }
      } finally {
        await stopWork();
      }
      return rows;
    };
    const idle = await measure(false);
    const busy = await measure(true);
    return {
      benchmark: 'load',
      cores: os.availableParallelism(),
      loadAverage: round(os.loadavg()[0] ?? 0),
      seconds,
      idle,
      oneCoreBusy: busy,
      residentMB: { ...summary(memory), afterwards: round(await settled(server)) },
    };
  } finally {
    await server.stop();
  }
}

function compare(now: Served, before: Served | null) {
  return before ? { before, ratio: round(now.perSecond / before.perSecond) } : {};
}

/** The same pages at each of the servers. `unseen` is a list whose filter is another one each time. */
async function pagesOf(ours: string, against: string | undefined, target: string) {
  const pages: Record<string, string[]> = { home: [], list: [], item: [], permalink: [], unseen: [] };
  for (const server of against === undefined ? [ours] : [ours, against]) {
    const list = await json(`${server}/api/v1/patching?target=${target}&limit=1`);
    const id = (list as { items: { id: string }[] }).items[0]?.id;
    if (!id) throw new Error(`${server} has no question about ${target}.`);
    const link = await json(`${server}/api/v1/permalinks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ view: `/${target}/patching/${id}?v=1` }),
    });
    // Asked of ours alone: one without a queue renders for minutes what nobody waits for any more.
    if (server === ours) pages.unseen?.push(`${server}/${target}/patching?q=[<id>]`);
    pages.home?.push(`${server}/`);
    pages.list?.push(`${server}/${target}/patching`);
    pages.item?.push(`${server}/${target}/patching/${id}`);
    pages.permalink?.push(`${server}/p/${(link as { slug: string }).slug}`);
  }
  return pages;
}

async function json(url: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.json();
}

/** Waits until a server is done with what the readers before have left. */
async function rested(url: string): Promise<void> {
  for (let took = Infinity; took > 500;) {
    const begun = performance.now();
    await fetch(new URL('/icon.svg', url)).then((response) => response.arrayBuffer());
    took = performance.now() - begun;
  }
}

async function serve(url: string, readers: number, seconds: number): Promise<Served> {
  await rested(url);
  const result = await autocannon({
    url,
    connections: readers,
    duration: seconds,
    timeout: 30,
    headers: HEADERS,
    idReplacement: url.includes('[<id>]'),
  });
  const refused = result.statusCodeStats?.['503']?.count ?? 0;
  return {
    perSecond: round(result['2xx'] / result.duration),
    p99Ms: round(result.latency.p99),
    refused,
    errors: result.non2xx - refused + result.errors,
  };
}

/** Another process at work: a thread that counts. */
function occupyCore(): () => Promise<number> {
  const worker = new Worker('for (let n = 0; ; n++) Math.sqrt(n);', { eval: true });
  return () => worker.terminate();
}

const summary = (values: number[]) => ({
  first: round(values[0] ?? 0),
  most: round(Math.max(0, ...values)),
  last: round(values.at(-1) ?? 0),
});

/** Memory once the collector had time. */
async function settled(server: RunningServer): Promise<number> {
  await sleep(5_000);
  return server.residentMB();
}
