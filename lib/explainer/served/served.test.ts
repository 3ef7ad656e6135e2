import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { patch } from '@/lib/task/patch';
import { changedTo, unchangedFrom } from '@/lib/task/change/answer';
import { asker } from './ask';
import { explainServed, type Memory } from './explain';
import { briefing } from './prompt';
import { parseServed, servedSchema, type ServedSettings } from './settings';

interface Received {
  path: string;
  key: string | undefined;
  body: { messages?: { role: string; content: string }[]; prompt?: string } & Record<string, unknown>;
}
type Reply = (request: Received, response: ServerResponse, count: number) => void | Promise<void>;

/** A server on this machine that answers as the test says, and what it was sent. */
async function server(reply: Reply): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const listener = createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Received['body'];
      const one = { path: request.url ?? '', key: request.headers.authorization, body };
      received.push(one);
      void reply(one, response, received.length);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    listener.closeAllConnections();
    listener.close();
  });
  return { url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/v1`, received };
}

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
const said = (content: string) => ({
  object: 'chat.completion',
  choices: [{ index: 0, message: { content } }],
});

const settingsOf = (url: string, more: Partial<ServedSettings> = {}): ServedSettings =>
  servedSchema.parse({ id: 'big', url, api: 'chat', model: 'm', perMinute: 60_000, ...more });

const remembered = (): Memory & { size: () => number } => {
  const map = new Map<string, string>();
  return {
    get: (sent) => map.get(sent),
    set: async (sent, answer) => void map.set(sent, answer),
    size: () => map.size,
  };
};

const body = (position: number) => ({
  ...patch.own!.body({ x: 'The capital of France is', s: 'The capital of Peru is' }),
  tokens: ['The', ' capital', ' of', ' France', ' is'],
  position,
});
const truth = (changed: boolean) => ({
  original: { output: ' Paris', top: [] },
  patched: { output: changed ? ' Lima' : ' Paris', top: [] },
  changed,
  effect: 0,
});
const told = briefing(
  patch,
  {
    training: [true, true, true, false].map((changed) => ({ body: body(4), truth: truth(changed) })),
    all: [{ truth: truth(true) }, { truth: truth(false) }],
  },
  2,
);

function explainerAt(url: string, more: Partial<ServedSettings> = {}, key?: string) {
  const settings = settingsOf(url, more);
  const memory = remembered();
  return { settings, ask: asker(settings, { key, firstWaitMs: 5 }), briefing: told, memory };
}
const questions = [3, 2, 1].map((position) => ({ body: body(position) }));

describe('an explainer behind HTTP', () => {
  it('is told the forms of answers and as many training questions of each side, and gives answers in order', async () => {
    const { url, received } = await server(async ({ body: { messages } }, response) => {
      const token = /token <(\w+)>/.exec(messages!.at(-1)!.content)![1]!;
      // The first question is answered last.
      if (token === 'France') await sleep(50);
      json(response, 200, said(` ${changedTo(token)}\n`));
    });
    const answers = await explainServed(patch, explainerAt(url, {}, 'secret'), questions);
    expect(answers).toEqual(
      ['France', 'of', 'capital'].map((token) => ({
        text: changedTo(token),
        said: null,
        logProbability: null,
        provider: 'http',
      })),
    );
    const [{ path, key, body: sent }] = received as [Received];
    expect([path, key]).toEqual(['/v1/chat/completions', 'Bearer secret']);
    expect(sent).toMatchObject({ model: 'm', temperature: 0, stream: false, max_tokens: 64 });
    const system = sent.messages![0]!.content;
    expect(system).toContain(changedTo('…'));
    expect(system).toContain(unchangedFrom('…'));
    expect(sent.messages!.map(({ role }) => role).slice(1)).toEqual([
      ...['user', 'assistant', 'user', 'assistant', 'user'],
    ]);
    // One of each side, whatever most questions are.
    expect(sent.messages!.filter(({ role }) => role === 'assistant').map(({ content }) => content)).toEqual([
      changedTo('Lima'),
      unchangedFrom('Paris'),
    ]);
    // No word of the other text, which only a vector would bring, and no answer of this question.
    expect(sent.messages!.at(-1)!.content).toBe(
      'If feature [a vector that you are not shown] at layer 0 is added to token <France> when processing the text <<<The capital of France is>>>, how would the output change?',
    );
  });

  it('is asked by completions where it has them', async () => {
    const { url, received } = await server(
      (_, response) => void json(response, 200, { choices: [{ text: ' It is.' }] }),
    );
    const [answer] = await explainServed(
      patch,
      explainerAt(url, { api: 'completions' }),
      questions.slice(0, 1),
    );
    expect(answer!.text).toBe('It is.');
    expect(received[0]).toMatchObject({ path: '/v1/completions', key: undefined, body: { stop: ['\n'] } });
    expect(received[0]!.body.prompt).toMatch(/\nAnswer: The .*\n\nQuestion: If feature .*\?\nAnswer:$/);
  });

  it('is asked again where it is away, too busy or says what cannot be read, and waits as long as it says', async () => {
    const began = Date.now();
    const { url, received } = await server((_, response, count) => {
      if (count === 1) return void json(response, 500, { error: { message: 'out of memory' } });
      if (count === 2) return void json(response, 429, {}, { 'Retry-After': '1' });
      if (count === 3) return void response.writeHead(200).end('{"choices": [');
      if (count === 4) return void response.destroy();
      json(response, 200, said('at last'));
    });
    const [answer] = await explainServed(patch, explainerAt(url), questions.slice(0, 1));
    expect(answer!.text).toBe('at last');
    expect(received).toHaveLength(5);
    expect(Date.now() - began).toBeGreaterThanOrEqual(1000);
  });

  it('ends with one line that names the server where it never answers; what it answered before stays answered', async () => {
    let broken = true;
    const { url, received } = await server(({ body: { messages } }, response) =>
      broken && messages!.at(-1)!.content.includes('<capital>')
        ? void json(response, 503, { error: 'loading' })
        : void json(response, 200, said('yes')),
    );
    const explainer = explainerAt(url, { atOnce: 1, retries: 2 });
    await expect(explainServed(patch, explainer, questions)).rejects.toThrow(
      `${url} does not answer: HTTP 503 (loading), after 3 requests`,
    );
    expect(explainer.memory.size()).toBe(2);
    broken = false;
    const before = received.length;
    expect(await explainServed(patch, explainer, questions)).toHaveLength(3);
    expect(received.length - before).toBe(1);
  });

  it('is not asked again where it refuses, and the key is in no message', async () => {
    const { url, received } = await server(
      (_, response) => void json(response, 401, { error: { message: 'Incorrect API key\nprovided' } }),
    );
    const asked = explainServed(patch, explainerAt(url, { atOnce: 1 }, 'secret'), questions);
    await expect(asked).rejects.toThrow(`${url} does not answer: HTTP 401 (Incorrect API key provided)`);
    await expect(asked).rejects.not.toThrow('secret');
    expect(received).toHaveLength(1);
  });

  it('is given up on when it is too slow, or when its caller has had enough', async () => {
    const { url, received } = await server(() => undefined);
    const slow = explainerAt(url, { timeoutSeconds: 1, retries: 1 });
    await expect(explainServed(patch, slow, questions.slice(0, 1))).rejects.toThrow(
      `${url} does not answer: nothing within 1 seconds, after 2 requests`,
    );
    expect(received).toHaveLength(2);
    const enough = new AbortController();
    setTimeout(() => enough.abort(new Error('enough')), 50);
    const began = Date.now();
    await expect(
      explainServed(patch, explainerAt(url), questions, { signal: enough.signal }),
    ).rejects.toThrow('enough');
    expect(Date.now() - began).toBeLessThan(1000);
  });

  it('is asked no faster than it wants, and no more at once', async () => {
    let [now, most] = [0, 0];
    const times: number[] = [];
    const { url } = await server(async (_, response) => {
      times.push(Date.now());
      most = Math.max(most, ++now);
      await sleep(120);
      now--;
      json(response, 200, said('yes'));
    });
    await explainServed(
      patch,
      explainerAt(url, { perMinute: 1200, atOnce: 2 }),
      [0, 1, 2, 3, 4].map((at) => ({ body: body(at) })),
    );
    expect(most).toBe(2);
    // Twenty a second are fifty milliseconds apart, less what timers are early by.
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(4 * 45);
  });
});

describe('the file of explainers behind HTTP', () => {
  const entry = { id: 'big', url: 'http://localhost:8000/v1', api: 'chat', model: 'm' };
  const file = (explainers: unknown[]) => JSON.stringify({ format: 1, explainers });

  it('fills in what it leaves out', () => {
    expect(parseServed(file([entry]), 'f.json')[0]).toMatchObject({
      perMinute: 60,
      atOnce: 4,
      retries: 5,
      examples: 8,
    });
  });

  it('names the field that is wrong', () => {
    expect(() => parseServed(file([{ ...entry, key: 'sk-abc123' }]), 'f.json')).toThrow(
      'f.json: explainers: 0: key: must be the name of an environment variable, never the key itself',
    );
    expect(() => parseServed(file([{ ...entry, url: 'file:///etc/passwd' }]), 'f.json')).toThrow(
      'f.json: explainers: 0: url: must be an address that begins with http:// or https://',
    );
    expect(() => parseServed(file([entry, entry]), 'f.json')).toThrow('two of them have the same id');
    expect(() => parseServed('{', 'f.json')).toThrow('f.json is not JSON');
  });
});
