import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createServer, get as ask, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { fill } from '@/bench/store/fill';
import { log } from '@/lib/log';
import { type RecordingStore, recordingStore } from '@/test/support/sent-queries';
import { emptyDatabase, query } from '../database';
import { type Site, siteOn } from './site';

const QUESTIONS = 20_000;
/** Half of all questions are of the first target. */
const OF_TARGET = QUESTIONS / 2;
const EXPORT = '/api/v1/export/questions?target=target-a&task=patch';

let url: string;
let recording: RecordingStore;
let site: Site;
const atEnd: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  url = await emptyDatabase((work) => atEnd.unshift(work));
  await fill(url, QUESTIONS);
  recording = recordingStore(url);
  // The store of this process (lib/store/client.ts), so that what routes send is seen.
  Object.assign(globalThis, { mirrorscopeStore: recording.client });
  site = siteOn(url, recording.client, (work) => atEnd.unshift(work));
  atEnd.unshift(() => recording.end());
});
afterAll(async () => {
  for (const work of atEnd) await work();
});
beforeEach(() => void recording.sent());

/** Statements since it was asked last that read questions. */
const reads = () => recording.sent().filter(({ text }) => /JOIN "Question" i/.test(text)).length;

/** The same until there are none any more, on a machine that may be slow. */
async function readsUntilQuiet(): Promise<number> {
  let all = 0;
  for (let quiet = 0; quiet < 4; quiet++) {
    await sleep(250);
    const more = reads();
    all += more;
    if (more > 0) quiet = 0;
  }
  return all;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
function megabytesInUse(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

describe('an export', () => {
  it('reads as far as its reader has, and no more once that has gone', async () => {
    const reader = (await site.get(EXPORT)).body!.getReader();
    await sleep(50);
    expect(reads()).toBe(1);
    await reader.read();
    await sleep(50);
    expect(reads()).toBe(0);
    await reader.read();
    await reader.read();
    expect(reads()).toBe(2);
    await reader.cancel();
    await sleep(50);
    expect(recording.sent()).toEqual([]);
  });

  it('is no fault of anybody’s where its reader leaves while it is being read', async () => {
    const faults = vi.spyOn(log, 'error');
    onTestFinished(() => faults.mockRestore());
    const reader = (await site.get(EXPORT)).body!.getReader();
    await reader.read();
    const reading = reader.read();
    await reader.cancel();
    expect((await reading).done).toBe(true);
    await sleep(100);
    expect(faults).not.toHaveBeenCalled();
  });

  it('takes as much memory at its end as at its beginning', async () => {
    const reader = (
      await site.get(`${EXPORT}&fields=id,title,body,truth,detail,explanations`)
    ).body!.getReader();
    let [bytes, chunks, most] = [0, 0, 0];
    let lines = 0;
    await reader.read();
    const before = megabytesInUse();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      bytes += part.value.length;
      lines += part.value.filter((byte) => byte === 10).length;
      if (++chunks % 50 === 0) most = Math.max(most, megabytesInUse());
    }
    expect(lines).toBe(OF_TARGET - 20);
    expect(bytes / 2 ** 20).toBeGreaterThan(60);
    expect(most - before).toBeLessThan(20);
  });

  it('over a network waits for who reads slowly, and ends with who leaves', async () => {
    const server = createServer((_, response) => {
      void site
        .get(EXPORT)
        .then(({ body }) => pipeline(Readable.fromWeb(body as never), response))
        .catch(() => undefined);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const request = ask({ port: (server.address() as AddressInfo).port, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.pause();
    // What the sockets between the two hold, and no more.
    expect(await readsUntilQuiet()).toBeLessThan(OF_TARGET / 200 / 2);
    request.destroy();
    expect(await readsUntilQuiet()).toBeLessThanOrEqual(1);
  });

  it('breaks off where the store takes in another bundle meanwhile', async () => {
    await query(url, `INSERT INTO "Meta" VALUES ('bundle', '{"version": "one"}')`);
    onTestFinished(() => query(url, 'DELETE FROM "Meta"').then(() => undefined));
    const reader = (await site.get(EXPORT)).body!.getReader();
    await reader.read();
    await query(url, `UPDATE "Meta" SET value = '{"version": "two"}'`);
    await expect(reader.read()).rejects.toThrow(/took in another bundle/);
  });
});
