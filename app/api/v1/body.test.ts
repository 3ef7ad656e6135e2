import { describe, expect, it } from 'vitest';
import { jsonBody } from './body';

const BOUNDS = { maxBytes: 2048, maxMs: 50 };
const request = (body: BodyInit, type = 'application/json') =>
  new Request('http://localhost/', {
    method: 'POST',
    body,
    headers: { 'content-type': type },
    duplex: 'half',
  } as RequestInit);

/** Sends the parts, then nothing more, and never ends. */
const endless = (...parts: string[]) =>
  new ReadableStream({
    start: (controller) => parts.forEach((part) => controller.enqueue(new TextEncoder().encode(part))),
  });

describe('a JSON body', () => {
  it('is read', async () => {
    expect(await jsonBody(request('{"a": "ü"}'), BOUNDS)).toEqual({ a: 'ü' });
  });

  it('is not waited for when it is sent too slowly', async () => {
    await expect(jsonBody(request(endless('{"a":')), BOUNDS)).rejects.toMatchObject({ status: 408 });
  });

  it('is refused when it is too large, whether or not it says so', async () => {
    const large = JSON.stringify('x'.repeat(3000));
    await expect(jsonBody(request(large), BOUNDS)).rejects.toMatchObject({ status: 413 });
    await expect(jsonBody(request(endless(large)), BOUNDS)).rejects.toMatchObject({ status: 413 });
  });

  it.each([
    ['not JSON', '{"a":', undefined, 400],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), undefined, 400],
    ['of another type', '{}', 'text/plain', 415],
  ])('is refused when it is %s', async (_, body, type, status) => {
    await expect(jsonBody(request(body, type), BOUNDS)).rejects.toMatchObject({ status });
  });
});
