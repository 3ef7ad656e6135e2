import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { routeOf } from './routes';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'routes-'));
  await mkdir(path.join(folder, 'public/models'), { recursive: true });
  await writeFile(path.join(folder, 'public/models/a.json'), '12345');
  await writeFile(path.join(folder, 'public/icon.svg'), '1');
  await writeFile(path.join(folder, 'secret'), '1');
});
afterAll(() => rm(folder, { recursive: true }));

const MINUTE = 60_000;
const shared = (minutes: number) => ({ kind: 'shared', keepMs: minutes * MINUTE });

it.each([
  ['GET', '/', shared(5)],
  ['GET', '/api/v1/models', shared(5)],
  ['GET', '/p/x', shared(1)],
  ['GET', '/p/x/picture', { ...shared(1), drawn: true }],
  ['GET', '/house-a/patching/1/picture?a=1', { ...shared(5), drawn: true }],
  ['GET', '/api/v1/permalinks/x', shared(1)],
  ['GET', '/random', { kind: 'alone' }],
  ['GET', '/house-a/patching/random?facet=split:test', { kind: 'alone' }],
  ['GET', '/api/health', { kind: 'direct' }],
  ['HEAD', '/api/health?x', { kind: 'direct' }],
  ['POST', '/api/health', { kind: 'written' }],
  ['POST', '/api/v1/permalinks', { kind: 'written' }],
  ['OPTIONS', '/api/v1/models', { kind: 'written' }],
  ['GET', '/api/v1/export/questions?target=a&task=patch', { kind: 'streamed' }],
  ['HEAD', '/api/v1/export/evaluations', { kind: 'streamed' }],
  ['GET', '/_next/static/chunks/a.js', { kind: 'file', bytes: null }],
  ['GET', '/_next/static/%2e%2e/x', shared(5)],
  ['GET', '/_next/static/..%2fx', shared(5)],
  ['GET', '/_next/x', shared(5)],
  ['GET', '/_next/image?url=%2Ficon.svg&w=64&q=75', shared(5)],
  ['GET', '/models/a.json?h=1', { kind: 'file', bytes: 5 }],
  ['GET', '/models/none.json', shared(5)],
  ['GET', '/models/', shared(5)],
  ['GET', '/models/..%2ficon.svg', shared(5)],
  ['GET', '/models/..%2f..%2fsecret', shared(5)],
  ['GET', '/models/../../secret', shared(5)],
  ['GET', '/models/..%2f..', shared(5)],
])('%s %s is answered as it should be', async (method, url, route) => {
  expect(await routeOf(method, url, path.join(folder, 'public'))).toEqual(route);
});
