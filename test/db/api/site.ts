import { readdirSync } from 'node:fs';
import path from 'node:path';
import { NextRequest } from 'next/server';
import { store, type StoreClient } from '@/lib/store';
import { writeBundle } from '@/lib/store/bundle';
import { importBundle } from '@/lib/store/import';
import type { BundleContent } from '@/lib/store/records';
import { type AtEnd, migratedStore, root, temporaryFolder } from '../database';

/** The routes of the API on a store of its own, asked without a network. */
export interface Site {
  client: StoreClient;
  get(address: string, headers?: Record<string, string>): Promise<Response>;
  post(address: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Routes = { pattern: RegExp; names: string[]; file: string }[];

const FOLDER = path.join(root, 'app/api');

/** Every route of the API; those that spell more of an address out come first, and what takes any address last. */
function findRoutes(): Routes {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'route.ts')
    .map((file) => {
      const parts = path.dirname(file).split(path.sep);
      const patterns = parts.map((part) =>
        part.startsWith('[[...')
          ? '(?:/.*)?'
          : part.startsWith('[')
            ? '/([^/]+)'
            : `/${part.replace(/\W/g, '\\$&')}`,
      );
      return {
        names: parts.flatMap((part) => /^\[(\w+)\]$/.exec(part)?.[1] ?? []),
        file: path.join(FOLDER, file),
        pattern: new RegExp(`^/api${patterns.join('')}$`),
        any: patterns.includes('(?:/.*)?'),
      };
    })
    .sort((a, b) => Number(a.any) - Number(b.any) || a.names.length - b.names.length);
}

export async function openSite(content: BundleContent, atEnd: AtEnd): Promise<Site> {
  const { url, client } = await migratedStore(atEnd);
  const folder = await temporaryFolder(atEnd);
  await writeBundle(folder, content, 'test');
  await importBundle(client, folder);
  return siteOn(url, client, atEnd);
}

/** The same on a database that is there. A process has one store, and so one site. */
export function siteOn(url: string, client: StoreClient, atEnd: AtEnd): Site {
  process.env.DATABASE_URL = url;
  atEnd(() => store().$disconnect());
  const routes = findRoutes();
  const ask = async (
    method: 'GET' | 'POST',
    address: string,
    init: ConstructorParameters<typeof NextRequest>[1],
  ) => {
    const request = new NextRequest(new URL(address, 'http://site.invalid'), { method, ...init });
    const { pathname } = request.nextUrl;
    const route = routes.find(({ pattern }) => pattern.test(pathname));
    if (!route) throw new Error(`no route has ${pathname}`);
    const values = route.pattern.exec(pathname)!.slice(1).map(decodeURIComponent);
    const params = Object.fromEntries(route.names.map((name, index) => [name, values[index] ?? '']));
    const handlers = (await import(route.file)) as Record<string, Handler>;
    return handlers[method]!(request, { params: Promise.resolve(params) });
  };
  return {
    client,
    get: (address, headers = {}) => ask('GET', address, { headers }),
    post: (address, body, headers = {}) =>
      ask('POST', address, {
        body: JSON.stringify(body),
        headers: { ...headers, 'content-type': 'application/json' },
      }),
  };
}

/** Rows of an answer of lines. */
export const linesIn = async (response: Response): Promise<Record<string, unknown>[]> =>
  (await response.text())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
