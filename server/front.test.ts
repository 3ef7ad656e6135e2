import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { trustedProxies } from './caller';
import { createFront, type FrontOptions } from './front';

const PAGE = `<html><p>${'a page of the record '.repeat(200)}</p></html>`;
const UNTOLD = 'private, no-cache, no-store, max-age=0, must-revalidate';

/** A page as Next.js answers with one. */
const page = (response: ServerResponse, body = PAGE, status = 200) => {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': UNTOLD });
  response.end(body);
};

/** A front before a handler, listening; `seen` has what reached the handler. */
async function front(
  listener: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
  options: Partial<FrontOptions> = {},
) {
  const seen: IncomingMessage[] = [];
  const server = createServer(
    createFront({
      handler: async (request, response) => {
        seen.push(request);
        await listener(request, response);
      },
      publicFolder: '/nowhere',
      bundle: async () => 'v1',
      trusted: trustedProxies(),
      ...options,
    }),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const request = send({ port, path, headers, method, agent: false }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
  };
  /** Asks, and breaks the connection off after so many milliseconds. */
  const leave = async (path: string, ms: number) => {
    const request = send({ port, path, agent: false }).on('error', () => undefined);
    request.end();
    await sleep(ms);
    request.destroy();
    await sleep(50);
  };
  /** Asks, and reads nothing of the answer. */
  const stall = async (path: string) => {
    const request = send({ port, path, agent: false }).on('error', () => undefined);
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.on('error', () => undefined).pause();
    onTestFinished(() => void request.destroy());
  };
  return { seen, get, leave, stall };
}

describe('a page of the record', () => {
  it('is made once for all who ask for it at the same time, and given again after that', async () => {
    const { get, seen } = await front(async (_, response) => {
      await sleep(50);
      page(response);
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => get('/')));
    answers.push(await get('/'));
    expect(answers.map(({ status, body }) => `${status} ${body.length}`)).toEqual(
      Array<string>(21).fill(`200 ${PAGE.length}`),
    );
    expect(seen).toHaveLength(1);
    expect(answers[0]?.headers['cache-control']).toBe('private, no-cache');
  });

  it('is made anew once the store holds another bundle', async () => {
    let version: string | null = 'v1';
    const { get, seen } = await front((_, response) => page(response), { bundle: async () => version });
    await get('/');
    version = 'v2';
    await get('/');
    await get('/');
    expect(seen).toHaveLength(2);
    version = null;
    await get('/');
    await get('/');
    expect(seen).toHaveLength(4);
  });

  it('is another one for another level of words, in whatever order a browser sends what was chosen', async () => {
    const { get, seen } = await front((_, response) => page(response));
    await get('/', { cookie: 'level=research; theme=dark' });
    await get('/', { cookie: 'theme=dark; a=1; level=research' });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.headers).toMatchObject({ cookie: 'theme=dark; level=research' });
    await get('/', { cookie: 'level=plain' });
    await get('/', { cookie: 'level=baroque' });
    expect(seen).toHaveLength(2);
    expect(seen[1]?.headers).not.toHaveProperty('cookie');
  });

  it('is another one for another theme and for another part of it, and for nothing else', async () => {
    const { get, seen } = await front((_, response) => page(response));
    await get('/', { cookie: 'a=1; theme=dark' });
    await get('/', { cookie: 'theme=dark; b=2', host: 'elsewhere.example', 'x-forwarded-host': 'x' });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.headers).toMatchObject({ cookie: 'theme=dark' });
    expect(seen[0]?.headers).not.toHaveProperty('x-forwarded-host');
    expect(seen[0]?.headers.host).not.toContain('elsewhere');
    await get('/', { cookie: 'theme=purple' });
    await get('/');
    expect(seen).toHaveLength(2);
    await get('/', { rsc: '1' });
    await get('/', { rsc: '1', 'next-router-prefetch': '1' });
    await get('/?a=1');
    expect(seen).toHaveLength(5);
  });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('is sent by %s to who takes it', async (encoding, decode) => {
    const { get } = await front((_, response) => page(response));
    const { headers, body } = await get('/', { 'accept-encoding': `deflate, ${encoding}` });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toMatch(/accept-encoding/i);
    expect(decode(body).toString()).toBe(PAGE);
  });

  it('is not sent again to who has it', async () => {
    const { get } = await front((_, response) => page(response));
    const { headers } = await get('/');
    const again = await get('/', { 'if-none-match': String(headers.etag) });
    expect(again).toMatchObject({ status: 304 });
    expect(again.body).toHaveLength(0);
    expect((await get('/', { 'if-none-match': '"another"' })).status).toBe(200);
  });

  it('answers HEAD with the same headers and no body', async () => {
    const { get } = await front((_, response) => page(response));
    const { status, headers, body } = await get('/', {}, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, String(PAGE.length), 0]);
  });

  it('is not kept when it failed, is not there, or broke off within', async () => {
    const { get, seen } = await front((request, response) => {
      if (request.url === '/fails') page(response, PAGE, 500);
      else if (request.url === '/none') page(response, PAGE, 404);
      else page(response, `${PAGE}<template data-dgst="123"></template>`);
    });
    for (const path of ['/fails', '/none', '/broken']) {
      await get(path);
      await get(path);
    }
    expect(seen).toHaveLength(6);
    expect((await get('/none')).headers['cache-control']).toBe('no-store');
  });

  it('leaves memory when newer ones need the room', async () => {
    const { get, seen } = await front((_, response) => page(response, 'x'.repeat(10_000)), {
      cacheBytes: 300_000,
    });
    for (let i = 0; i < 40; i++) await get(`/${i}`);
    await get('/39');
    expect(seen).toHaveLength(40);
    await get('/0');
    expect(seen).toHaveLength(41);
  });
});

describe('a random link', () => {
  it('is another one for everybody', async () => {
    let count = 0;
    const { get } = await front(async (_, response) => {
      await sleep(20);
      response.writeHead(307, { Location: `/house-a/${count++}`, 'Cache-Control': 'no-store' }).end();
    });
    const all = await Promise.all([1, 2, 3].map(() => get('/house-a/patching/random')));
    expect(new Set(all.map(({ headers }) => headers.location)).size).toBe(3);
  });
});

describe('under load', () => {
  it('nobody is served after who has gone', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const { get, leave, seen } = await front(
      async (_, response) => {
        await held;
        page(response);
      },
      { load: { atOnce: 1, waiting: 2, patienceMs: 5_000 } },
    );
    const first = get('/first');
    await sleep(50);
    await Promise.all([leave('/a', 100), leave('/b', 100)]);
    const stays = get('/a');
    await sleep(50);
    const other = get('/c');
    await sleep(50);
    release();
    expect((await Promise.all([first, stays, other])).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(seen.map(({ url }) => url)).toEqual(['/first', '/a', '/c']);
  });

  it('the server answers 503 with Retry-After at once, and its health all the same', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const { get } = await front(
      async (request, response) => {
        if (request.url !== '/api/health') await held;
        page(response);
      },
      { load: { atOnce: 2, waiting: 3, patienceMs: 5_000 } },
    );
    const asked = Array.from({ length: 5 }, (_, i) => get(`/${i}`));
    await sleep(100);
    const refused = await get('/one-more');
    expect(refused.status).toBe(503);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const problem = await get('/api/v1/patching');
    expect(problem.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(problem.body.toString())).toMatchObject({
      ...{ type: '/docs/api#unavailable', status: 503 },
      detail: expect.stringMatching(/^The server has more to do than it can answer in time\./),
    });
    expect((await get('/api/health')).status).toBe(200);
    release();
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await get('/one-more')).status).toBe(200);
  });
});

describe('what is drawn', () => {
  it('is drawn one after the other, and keeps no page waiting', async () => {
    const release: (() => void)[] = [];
    const { get, seen } = await front(
      async (request, response) => {
        if (request.url?.endsWith('/picture')) await new Promise<void>((resolve) => release.push(resolve));
        page(response);
      },
      { load: { atOnce: 2, waiting: 5, patienceMs: 5_000 } },
    );
    const drawn = [get('/p/a/picture'), get('/p/b/picture'), get('/p/b/picture')];
    await sleep(100);
    expect(seen).toHaveLength(1);
    expect((await Promise.all([get('/'), get('/compare')])).map(({ status }) => status)).toEqual([200, 200]);
    release.shift()!();
    await sleep(100);
    release.shift()!();
    expect((await Promise.all(drawn)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(seen).toHaveLength(4);
  });
});

describe('what is written', () => {
  it('waits for its turn as pages do, and keeps no page waiting', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const { get, seen } = await front(
      async (request, response) => {
        if (request.method === 'POST') await held;
        page(response);
      },
      { load: { atOnce: 1, waiting: 1, patienceMs: 5_000 } },
    );
    const asked = [1, 2].map(() => get('/api/v1/permalinks', {}, 'POST'));
    await sleep(50);
    expect((await get('/api/v1/permalinks', {}, 'POST')).status).toBe(503);
    expect(seen).toHaveLength(1);
    expect((await get('/')).status).toBe(200);
    release();
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200]);
  });
});

it('a handler that fails is answered for, and named by no stack', async () => {
  const { get } = await front(() => {
    throw new Error('a fault');
  });
  const { status, body } = await get('/');
  expect(status).toBe(500);
  expect(body.toString()).toBe('This could not be answered.\n');
});

it('what is written reaches the handler with the address of the connection', async () => {
  const { get, seen } = await front((_, response) => void response.end());
  await get('/api/v1/permalinks', { 'x-forwarded-for': '198.51.100.1' }, 'POST');
  expect(seen[0]?.headers['x-forwarded-for']).toBe('127.0.0.1');
});

describe('an error of the API', () => {
  const details = async (get: Awaited<ReturnType<typeof front>>['get'], path: string, method = 'GET') => {
    const { status, headers, body } = await get(path, {}, method);
    expect(headers['content-type']).toBe('application/problem+json');
    const problem = JSON.parse(body.toString()) as Record<string, unknown>;
    expect(problem.status).toBe(status);
    return problem;
  };

  it('is a problem, wherever it is found', async () => {
    const { get } = await front(() => {
      throw new Error('a fault');
    });
    expect(await details(get, '/api/v1/models', 'POST')).toMatchObject({
      ...{ type: '/docs/api#method-not-allowed', status: 405 },
      detail: 'POST is not answered here: GET, HEAD, OPTIONS are.',
    });
    expect(await details(get, '/api/v1/models', 'PURGE')).toMatchObject({ status: 501 });
    expect(await details(get, '/api/v1/%ff')).toMatchObject({ status: 400 });
    expect(await details(get, '/api/v1/models?q=%00')).toMatchObject({ status: 400 });
    expect(await details(get, '/api/v1/models')).toMatchObject({
      ...{ type: '/docs/api#server-fault', detail: 'This could not be answered.' },
      instance: expect.stringMatching(/^urn:uuid:/),
    });
  });
});

describe('an export', () => {
  const STREAMS = { atOnce: 2, ofOne: 1, waiting: 1, patienceMs: 5_000, stallMs: 200 };
  const EXPORT = '/api/v1/export/questions';

  it('is given to each reader anew, and kept by nobody', async () => {
    let made = 0;
    const { get } = await front((_, response) => void response.end(String(++made)));
    expect([(await get(EXPORT)).body.toString(), (await get(EXPORT)).body.toString()]).toEqual(['1', '2']);
  });

  it('goes out before it is whole, keeps no page waiting, and is one of few of its caller', async () => {
    let end = () => {};
    const held = new Promise<void>((resolve) => (end = resolve));
    const { get } = await front(
      async (request, response) => {
        if (!request.url?.startsWith(EXPORT)) return page(response);
        response.write('first\n');
        await held;
        response.end('last\n');
      },
      { load: { atOnce: 1, waiting: 1, patienceMs: 5_000 }, streams: { ...STREAMS, stallMs: 5_000 } },
    );
    const reading = get(EXPORT);
    await sleep(50);
    expect((await get('/')).status).toBe(200);
    const refused = await get(EXPORT);
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '10']);
    end();
    expect((await reading).body.toString()).toBe('first\nlast\n');
    expect((await get(EXPORT)).status).toBe(200);
  });

  it('is cut off where its reader takes nothing any more', async () => {
    let sent = 0;
    let cut = false;
    const { stall } = await front(
      async (_, response) => {
        const chunk = Buffer.alloc(1024 * 1024);
        for (; !response.destroyed; sent++)
          if (!response.write(chunk)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
        cut = true;
      },
      { streams: STREAMS },
    );
    await stall(EXPORT);
    await sleep(1000);
    expect(cut).toBe(true);
    // What sockets hold between the two, and no more.
    expect(sent).toBeLessThan(50);
  });
});
