import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { keepServedAnswer } from '@/lib/store';
import { fixtureBundle } from '@/test/support/bundle';
import { temporaryFolder } from '../database';
import { openSite, type Site } from './site';

const content = fixtureBundle({ questions: 23 });
const [first, second] = content.items as [(typeof content.items)[0], (typeof content.items)[0]];
const SERVED = '/api/v1/explainers/fixture-a.patch.http.big/answers';

interface Received {
  key: string | undefined;
  body: { messages: { content: string }[] };
}

let site: Site;
let received: Received[] = [];
let reply: (response: ServerResponse) => void;
let address: string;
let file: string;
const atEnd: (() => Promise<unknown>)[] = [];
const said = (content: string) => (response: ServerResponse) =>
  void response
    .writeHead(200, { 'Content-Type': 'application/json' })
    .end(JSON.stringify({ choices: [{ message: { content } }] }));

/** What the file says; `pages` is what lets readers ask. */
const configure = (more: object = {}) =>
  writeFile(
    file,
    JSON.stringify({
      format: 1,
      explainers: [
        {
          ...{ id: 'big', url: address, api: 'chat', model: 'a-large-model', key: 'BIG_KEY' },
          ...{ perMinute: 60_000, retries: 0, pages: true, ...more },
        },
      ],
    }),
  );

beforeAll(async () => {
  site = await openSite(content, (work) => atEnd.unshift(work));
  const listener = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        key: request.headers.authorization,
        body: JSON.parse(Buffer.concat(chunks).toString()) as Received['body'],
      });
      reply(response);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  atEnd.unshift(async () => {
    listener.closeAllConnections();
    listener.close();
  });
  address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/v1`;
  file = path.join(await temporaryFolder((work) => atEnd.unshift(work)), 'http-explainers.json');
  process.env.MIRRORSCOPE_HTTP_EXPLAINERS = file;
  process.env.BIG_KEY = 'sk-secret';
  atEnd.unshift(async () => {
    delete process.env.MIRRORSCOPE_HTTP_EXPLAINERS;
    delete process.env.BIG_KEY;
  });
});
afterAll(async () => {
  for (const work of atEnd) await work();
});
beforeEach(async () => {
  received = [];
  reply = said('The output would change to <<<Lima>>>.');
  await configure();
});

const post = (question: unknown, caller = '192.0.2.1') =>
  site.post(SERVED, { question }, { 'x-forwarded-for': caller });
const detail = async (response: Response) => ((await response.json()) as { detail: string }).detail;

describe('an explainer behind HTTP, asked by a page', () => {
  it('is asked with the key of the server, and once for the same question, whoever asks', async () => {
    const answer = await post(first.id);
    expect(answer.status).toBe(200);
    const told = ENDPOINTS.ask.answer.parse(await answer.json());
    expect(told).toMatchObject({
      explainerId: 'fixture-a.patch.http.big',
      text: 'The output would change to <<<Lima>>>.',
      provider: 'http',
    });
    expect(received[0]?.key).toBe('Bearer sk-secret');
    const { tokens, position } = first.body as { tokens: string[]; position: number };
    expect(received[0]?.body.messages.at(-1)?.content).toContain(`<${tokens[position]!.trim()}>`);
    // By its id or by what it asks: the same words were sent, and the store has the answer.
    reply = said('something else');
    const again = await post(first.body, '198.51.100.7');
    expect(ENDPOINTS.ask.answer.parse(await again.json())).toEqual(told);
    expect(received).toHaveLength(1);
    expect(await site.client.servedAnswer.count()).toBe(1);
  });

  it('says in one line that it does not answer, without its address and what it complained of', async () => {
    reply = (response) =>
      void response.writeHead(401).end('{"error":{"message":"Incorrect API key provided: sk-sec***"}}');
    const answer = await post(second.id);
    expect(answer.status).toBe(502);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ detail: 'a-large-model did not answer. Try again later.' });
    for (const hidden of ['127.0.0.1', 'sk-', 'API key']) expect(text).not.toContain(hidden);
    expect(await site.client.servedAnswer.count()).toBe(1);
  });

  it('is not there unless a file says that pages may ask it, about this task', async () => {
    for (const more of [{ pages: false }, { pages: undefined }, { tasks: ['feature'] }]) {
      await configure(more);
      expect((await post(second.id)).status).toBe(404);
    }
    await writeFile(file, '{');
    expect((await post(second.id)).status).toBe(404);
    expect(received).toEqual([]);
  });

  it.each([
    ['a question that there is not', 'nothing', 404, /no question nothing/],
    ['a body that is none', { text: 7 }, 400, /expected|Invalid/i],
    ['nothing', undefined, 400, /question/],
  ])('%s is refused and not sent', async (_, question, status, line) => {
    const answer = await post(question);
    expect(answer.status).toBe(status);
    expect(await detail(answer)).toMatch(line);
    expect(received).toEqual([]);
  });

  it('a position outside of the text, and a text longer than a page, are refused', async () => {
    const body = first.body as { tokens: string[]; position: number; text: string };
    expect(await detail(await post({ ...body, position: 90 }))).toMatch(/^question: position 90 is outside/);
    const long = {
      ...body,
      tokens: Array.from({ length: 250 }, () => ' xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'),
    };
    expect(await detail(await post(long))).toMatch(/characters in words; at most 8000/);
    expect(received).toEqual([]);
  });

  it('is asked so often in a minute by one caller; what is kept costs nothing', async () => {
    const { position, tokens, ...rest } = first.body as { position: number; tokens: string[] };
    const ask = (word: number) =>
      post(
        { ...rest, position, tokens: tokens.map((_, at) => (at === position ? ` w${word}` : ' x')) },
        '192.0.2.9',
      );
    for (let word = 0; word < 20; word++) expect((await ask(word)).status).toBe(200);
    const answer = await ask(20);
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([429, expect.stringMatching(/^\d+$/)]);
    expect((await ask(3)).status).toBe(200);
    expect(received).toHaveLength(20);
  });
});

it('of answers beyond the bound the oldest leave the store', async () => {
  await site.client.servedAnswer.deleteMany();
  for (let n = 0; n < 5; n++)
    await keepServedAnswer(
      site.client,
      { sent: `question ${n}`, explainerId: 'x', text: `answer ${n}` },
      { most: 3, now: new Date(1_000 * n) },
    );
  const kept = await site.client.servedAnswer.findMany({ orderBy: { askedAt: 'asc' } });
  expect(kept.map(({ text }) => text)).toEqual(['answer 2', 'answer 3', 'answer 4']);
});
