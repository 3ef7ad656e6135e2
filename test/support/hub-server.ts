import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

export interface HubServer {
  url: string;
  /** Method, path and range of each request. */
  requests: string[];
  /** Bytes after which the next download of a large file breaks off; null for none. */
  breakAfter: number | null;
  /** What is sent in place of a file. */
  instead: Map<string, Buffer>;
}

const hex = (algorithm: string, data: Buffer) => createHash(algorithm).update(data).digest('hex');

/** A server that answers as the hub does: the model, its files, what is known of them, and their bytes in ranges. */
export async function hubServer(
  repo: string,
  files: ReadonlyMap<string, Buffer>,
  { token, large = 1000 }: { token?: string; large?: number } = {},
): Promise<HubServer> {
  const hub: HubServer = { url: '', requests: [], breakAfter: null, instead: new Map() };
  const entryOf = (path: string) => {
    const data = files.get(path)!;
    const lfs = { oid: hex('sha256', data), size: data.length, pointerSize: 130 };
    return {
      ...{ type: 'file', path, size: data.length, oid: hex('sha1', data) },
      ...(data.length >= large && { lfs }),
      lastCommit: { id: COMMIT, title: 'all', date: '2026-01-01T00:00:00.000Z' },
    };
  };
  const json = (response: ServerResponse, value: unknown, status = 200) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  const bytes = (request: IncomingMessage, response: ServerResponse, path: string) => {
    const data = hub.instead.get(path) ?? files.get(path)!;
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const [start, end] = [Number(from ?? 0), Math.min(to ? Number(to) : Infinity, data.length - 1)];
    const { size, oid, lfs } = entryOf(path);
    response.writeHead(from === undefined ? 200 : 206, {
      'Content-Length': end - start + 1,
      'Content-Range': `bytes ${start}-${end}/${size}`,
      ETag: JSON.stringify(lfs?.oid ?? oid),
    });
    if (hub.breakAfter === null || end - start < hub.breakAfter) {
      response.end(data.subarray(start, end + 1));
      return;
    }
    response.write(data.subarray(start, start + hub.breakAfter), () => {
      hub.breakAfter = null;
      setTimeout(() => response.destroy(), 500);
    });
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://hub');
    hub.requests.push([request.method, pathname, request.headers.range].filter(Boolean).join(' '));
    if (token && request.headers.authorization !== `Bearer ${token}`)
      return json(response, { error: 'Repository not found' }, 401);
    const at = (prefix: string) => pathname.startsWith(prefix) && pathname.slice(prefix.length);
    if (at(`/api/models/${repo}/revision/`))
      return json(response, { _id: '1', id: repo, sha: COMMIT, lastModified: '2026-01-01T00:00:00.000Z' });
    if (at(`/api/models/${repo}/tree/${COMMIT}`) !== false)
      return json(response, [...files.keys()].map(entryOf));
    if (at(`/api/models/${repo}/paths-info/`)) {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => json(response, (JSON.parse(body) as { paths: string[] }).paths.map(entryOf)));
      return;
    }
    const name = at(`/${repo}/resolve/${COMMIT}/`);
    if (name && files.has(name)) return bytes(request, response, name);
    json(response, { error: 'Not found' }, 404);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  hub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return hub;
}
