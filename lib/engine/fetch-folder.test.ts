import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { hashedAddress } from '@/lib/hashed-address';
import { writeSafetensors } from '@/lib/model/safetensors';
import { thinWeights } from '@/lib/model/thin';
import { fetchFolder, type DownloadProgress } from './fetch-folder';

const WEIGHTS = Buffer.from('weights '.repeat(50_000));
const HASH = createHash('sha256').update(WEIGHTS).digest('hex');

/** A model, and another with one tensor in common, as a folder that leaves that out. */
const weightsOf = (layer: number) =>
  writeSafetensors(
    new Map([
      ['embedding', { shape: [2], data: Float32Array.of(1, 2) }],
      ['layer', { shape: [1], data: Float32Array.of(layer) }],
    ]),
    'F16',
  );
const [BASE, WHOLE] = [weightsOf(1), weightsOf(2)];
const THIN = thinWeights(WHOLE, BASE);
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let server: Server;
let url: string;
let requests: string[] = [];
/** What the server sends as weights; `stall` sends half and then nothing. */
let sent: Buffer = WEIGHTS;
let stall = false;
/** The server answers with an error. */
let failing = false;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url!);
    const name = request.url!.split('?')[0];
    if (failing) response.writeHead(500).end();
    else if (name === '/config.json') response.end('{}');
    else if (name === '/base/config.json') response.end('{"base":true}');
    else if (name === '/base/model.safetensors') response.end(BASE);
    else if (name === '/thin/model.thin.safetensors') response.end(THIN);
    else if (name === '/model.safetensors') {
      response.setHeader('content-length', sent.length);
      if (stall) response.write(sent.subarray(0, sent.length / 2));
      else response.end(sent);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  vi.unstubAllGlobals();
});
beforeEach(() => {
  requests = [];
  sent = WEIGHTS;
  stall = false;
  failing = false;
});

/** The part of the browser's Cache that is used, over a map. */
function memoryCache(): Cache & { kept: Map<string, ArrayBuffer> } {
  const kept = new Map<string, ArrayBuffer>();
  const cache = {
    kept,
    match: async (key: string) => (kept.has(key) ? new Response(kept.get(key)) : undefined),
    put: async (key: string, response: Response) => void kept.set(key, await response.arrayBuffer()),
    delete: async (key: string) => kept.delete(key),
  };
  return cache as unknown as Cache & { kept: Map<string, ArrayBuffer> };
}

describe('a model folder over HTTP', () => {
  it('is read with its progress', async () => {
    const progress: DownloadProgress[] = [];
    const read = fetchFolder(url, { weightsHash: HASH, onProgress: (p) => progress.push(p) });
    expect(Buffer.from((await read('config.json'))!).toString()).toBe('{}');
    expect(Buffer.from((await read('model.safetensors'))!).equals(WEIGHTS)).toBe(true);
    expect(progress.at(-1)).toEqual({
      file: 'model.safetensors',
      received: WEIGHTS.length,
      total: WEIGHTS.length,
    });
  });

  it('keeps weights between visits, and asks for them no second time', async () => {
    const cache = memoryCache();
    for (let visit = 0; visit < 2; visit++) {
      const weights = await fetchFolder(url, { weightsHash: HASH, cache })('model.safetensors');
      expect(Buffer.from(weights!).equals(WEIGHTS)).toBe(true);
    }
    expect(requests).toEqual([hashedAddress('/model.safetensors', HASH)]);
  });

  it('never keeps or returns weights with another hash than the recorded one', async () => {
    const cache = memoryCache();
    sent = Buffer.from(WEIGHTS);
    sent[1000]! ^= 1;
    await expect(fetchFolder(url, { weightsHash: HASH, cache })('model.safetensors')).rejects.toThrow(
      new RegExp(
        `^${url}/model.safetensors is not the recorded file: its SHA-256 is \\w{12}, not ${HASH.slice(0, 12)}$`,
      ),
    );
    expect(cache.kept.size).toBe(0);
  });

  it('fetches again what was damaged in the cache', async () => {
    const cache = memoryCache();
    await fetchFolder(url, { weightsHash: HASH, cache })('model.safetensors');
    const [key] = cache.kept.keys();
    cache.kept.set(key!, new ArrayBuffer(8));
    const weights = await fetchFolder(url, { weightsHash: HASH, cache })('model.safetensors');
    expect(Buffer.from(weights!).equals(WEIGHTS)).toBe(true);
    expect(requests).toHaveLength(2);
    expect(cache.kept.get(key!)!.byteLength).toBe(WEIGHTS.length);
  });

  it('is there even where nothing can be kept', async () => {
    const cache = memoryCache();
    cache.put = () => Promise.reject(new Error('the disk is full'));
    const weights = await fetchFolder(url, { weightsHash: HASH, cache })('model.safetensors');
    expect(weights!.byteLength).toBe(WEIGHTS.length);
  });

  it('is made whole where it leaves parts to its base, and kept as the whole', async () => {
    const cache = memoryCache();
    const base = fetchFolder(`${url}/base`, { weightsHash: hashOf(BASE), cache });
    for (let visit = 0; visit < 2; visit++) {
      const read = fetchFolder(`${url}/thin`, { weightsHash: hashOf(WHOLE), cache, base });
      expect(await read('model.safetensors')).toEqual(WHOLE);
      expect(Buffer.from((await read('config.json'))!).toString()).toBe('{"base":true}');
    }
    const weights = requests.filter((request) => request.includes('.safetensors'));
    expect(weights.toSorted()).toEqual([
      hashedAddress('/base/model.safetensors', hashOf(BASE)),
      hashedAddress('/thin/model.thin.safetensors', hashOf(WHOLE)),
    ]);
    const unknown = fetchFolder(`${url}/thin`, { base: fetchFolder(`${url}/base`) });
    expect(await unknown('model.safetensors')).toEqual(WHOLE);
  });

  it('gives nothing for a file that the server does not have, and names one that it fails to send', async () => {
    expect(await fetchFolder(url)('tokenizer.json')).toBeNull();
    expect(await fetchFolder(`${url}/nowhere`, { weightsHash: HASH })('model.safetensors')).toBeNull();
    failing = true;
    await expect(fetchFolder(url)('config.json')).rejects.toThrow(
      `${url}/config.json cannot be loaded (HTTP 500)`,
    );
  });

  it('can be stopped half way', async () => {
    stall = true;
    const controller = new AbortController();
    const reading = fetchFolder(url, {
      weightsHash: HASH,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('cancelled')),
    })('model.safetensors');
    await expect(reading).rejects.toThrow('cancelled');
  });

  it('says why it was stopped where the body itself rejects with an error of its own', async () => {
    const controller = new AbortController();
    const body = new ReadableStream<Uint8Array>({
      pull(stream) {
        if (controller.signal.aborted)
          stream.error(new DOMException('BodyStreamBuffer was aborted', 'AbortError'));
        else stream.enqueue(new Uint8Array(8));
      },
    });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)));
    const reading = fetchFolder(url, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('cancelled')),
    })('model.safetensors');
    await expect(reading).rejects.toThrow(/^cancelled$/);
  });
});
