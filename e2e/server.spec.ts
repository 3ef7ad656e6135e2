import { expect, type APIRequestContext, test } from '@playwright/test';
import { request as send } from 'node:http';
import { complaints, firstItem, hydrated, itemPath, TARGET } from './support';

/** A request as no browser sends it: status and headers of the answer. */
function raw(
  baseURL: string | undefined,
  method: string,
  path: string,
  headers: Record<string, string> = {},
) {
  const { hostname, port } = new URL(baseURL ?? '');
  return new Promise<{ status: number; location: string | undefined }>((resolve, reject) => {
    const request = send({ hostname, port, method, path, headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, location: response.headers.location });
    });
    request.once('error', reject).end();
  });
}

test('a random link is a path of this site, by whatever name the site is known', async ({ baseURL }) => {
  for (const host of ['elsewhere.example:8080', 'localhost']) {
    const { status, location } = await raw(baseURL, 'GET', `/${TARGET}/patching/random?facet=split:test`, {
      host,
    });
    expect(status).toBe(307);
    expect(location).toMatch(new RegExp(`^/${TARGET}/patching/[0-9a-f]+\\?facet=split%3Atest$`));
  }
});

for (const path of [
  '/%2felsewhere.example',
  '/%5celsewhere.example',
  '/%25',
  '/nobody',
  '/%2F%2Felsewhere.example',
])
  test(`${path} leads nowhere`, async ({ baseURL }) => {
    for (const page of ['', '/patching', '/patching/random', '/patching/own']) {
      const { status, location } = await raw(baseURL, 'GET', path + page);
      expect([400, 404]).toContain(status);
      expect(location).toBeUndefined();
    }
  });

test('what is no address, no method or no range is the mistake of who asks', async ({ baseURL }) => {
  const file = `/models/${TARGET}/config.json`;
  for (const [method, path, status, headers] of [
    ['GET', '/%ff', 400, {}],
    ['GET', '/%ed%a0%80/patching', 400, {}],
    ['GET', `/${TARGET}%00`, 400, {}],
    ['GET', `/api/v1/patching?target=${TARGET}&q=%00`, 400, {}],
    ['GET', `/api/v1/patching/%00`, 400, {}],
    ['GET', '//elsewhere.example', 400, {}],
    ['TRACE', '/', 501, {}],
    ['DELETE', file, 501, {}],
    ['POST', '/', 405, {}],
    ['POST', '/api/v1/models', 405, {}],
    ['GET', file, 416, { range: 'bytes=99999999-' }],
    ['GET', file, 416, { range: 'bytes=nonsense' }],
    ['GET', file, 206, { range: 'bytes=0-9' }],
  ] as const)
    expect((await raw(baseURL, method, path, headers)).status, `${method} ${path}`).toBe(status);
});

test('what a reader has is not sent again', async ({ request }) => {
  const item = await firstItem(request);
  for (const path of [
    '/',
    itemPath(item),
    `/api/v1/questions/${item.id}`,
    `/api/v1/evaluations?target=${TARGET}`,
  ]) {
    const first = await request.get(path);
    const { etag = '', 'cache-control': kept } = first.headers();
    expect(kept, path).toBe('private, no-cache');
    expect(etag, path).toMatch(/^W\/".+"$/);
    expect((await request.get(path, { headers: { 'if-none-match': etag } })).status(), path).toBe(304);
  }
});

test('the icon is where browsers ask for it by themselves', async ({ request }) => {
  const [icon, asked] = await Promise.all(['/icon.svg', '/favicon.ico'].map((path) => request.get(path)));
  expect(asked!.status()).toBe(200);
  expect(asked!.headers()['content-type']).toBe('image/svg+xml');
  expect(await asked!.text()).toBe(await icon!.text());
});

test('each theme has its page', async ({ request }) => {
  const root = async (cookie: string) => {
    const page = await request.get('/', { headers: { cookie } });
    return /<html[^>]*>/.exec(await page.text())?.[0];
  };
  expect(await root('theme=dark')).toContain('data-theme="dark"');
  expect(await root('theme=light')).toContain('data-theme="light"');
  expect(await root('theme=purple')).not.toContain('data-theme=');
});

test('pages run the scripts that Next.js wrote into them, and no other that stands in them', async ({
  page,
  request,
}) => {
  const item = await firstItem(request);
  const heard = complaints(page);
  for (const path of ['/', `/${TARGET}/patching`, itemPath(item), `/${TARGET}/patching/own`]) {
    const policy = (await page.goto(path))?.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/script-src 'self' 'sha256-/);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
    await hydrated(page);
  }
  heard.expectNone();
  // Neither one with the mark that those of the page bore.
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.setAttribute('nonce', document.querySelector('script')?.nonce ?? '');
    script.textContent = 'window.intruded = true';
    document.body.append(script);
  });
  expect(await page.evaluate(() => 'intruded' in window)).toBe(false);
});

/** Makes a link as a caller behind the proxy that the test server trusts. */
const link = (request: APIRequestContext, caller: string, data: unknown) =>
  request.post('/api/v1/permalinks', { data, headers: { 'x-forwarded-for': caller } });

test('no page does what its policy forbids', async ({ page, request }) => {
  const item = await firstItem(request);
  const forbidden: string[] = [];
  await page.exposeFunction('tellForbidden', (what: string) => forbidden.push(what));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      (window as unknown as { tellForbidden: (what: string) => void }).tellForbidden(
        `${violatedDirective} forbids ${blockedURI}`,
      ),
    ),
  );
  for (const address of ['/', itemPath(item), '/compare', `/${TARGET}/playground`]) {
    await page.goto(address);
    await hydrated(page);
  }
  expect(forbidden).toEqual([]);
});

test('thirty links a minute are a caller’s share, of which nothing that is refused takes any', async ({
  request,
}) => {
  const view = `${itemPath(await firstItem(request))}?v=1`;
  for (let i = 0; i < 40; i++)
    expect((await link(request, '198.51.100.1', { view, note: 1 })).status()).toBe(400);
  for (let i = 0; i < 30; i++) expect((await link(request, '198.51.100.1', { view })).status()).toBe(201);
  const refused = await link(request, '198.51.100.1', { view });
  expect(refused.status()).toBe(429);
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0);
  expect(refused.headers()['ratelimit']).toMatch(/^"links";r=0;t=\d+, "attempts";r=\d+;t=\d+$/);
  expect(((await refused.json()) as { detail: string }).detail).toMatch(
    /^Too many links at once\. Try again in \d+ s/,
  );
  // What stands before the address that the proxy saw was written by the caller.
  expect((await link(request, '203.0.113.5, 198.51.100.1', { view })).status()).toBe(429);
  expect((await link(request, '198.51.100.2', { view })).status()).toBe(201);
});

test('a note widens no page, whatever it is made of', async ({ page, request }) => {
  const view = `${itemPath(await firstItem(request))}?v=1`;
  const stacked = (marks: number, letters: number) => `Z${'\u0335\u0321'.repeat(marks / 2)}`.repeat(letters);
  const refused = await link(request, '198.51.100.3', { view, note: stacked(1000, 1) });
  expect(refused.status()).toBe(400);
  const made = await link(request, '198.51.100.3', { view, note: `${stacked(8, 200)}${'W'.repeat(100)}` });
  const { slug } = (await made.json()) as { slug: string };
  await page.setViewportSize({ width: 375, height: 700 });
  await page.goto(`/p/${slug}`);
  await expect(page.locator('.permalink .claim')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
});
