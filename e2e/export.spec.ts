import { type APIRequestContext, expect, test } from '@playwright/test';
import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { explainerOf, hydrated, linesIn, listPatching, TARGET, where } from './support';

const EXPORT = `/api/v1/export/questions?task=patch&target=${TARGET}`;

/** All pages of the list, one after the other. */
async function listAll(request: APIRequestContext, filters: string) {
  const found = await listPatching(request, `${filters}&limit=200`);
  for (let { nextCursor } = found; nextCursor !== null;) {
    const page = await listPatching(request, `${filters}&limit=200&cursor=${encodeURIComponent(nextCursor)}`);
    found.items.push(...page.items);
    nextCursor = page.nextCursor;
  }
  expect(found.items).toHaveLength(found.total);
  return found.items;
}

test('page, list and exports of the same filters hold the same questions', async ({ page, request }) => {
  const filters = await where(request, { self: 'right', other: 'wrong' });
  const items = await listAll(request, filters);
  await page.goto(`/${TARGET}/patching?${filters}`);
  await hydrated(page);
  const rows = page.locator('a[data-item]');
  const more = page.getByRole('button', { name: /^More/ });
  while (await more.isVisible()) {
    const before = await rows.count();
    await more.click();
    await expect.poll(() => rows.count()).toBeGreaterThan(before);
  }
  const shown = await rows.evaluateAll((links) =>
    links.map((link) => [link.getAttribute('data-item'), link.textContent]),
  );
  const links = page.locator('.export a');
  await expect(links).toHaveText(['JSON lines', 'CSV']);
  const [lines, table] = await links.evaluateAll((all) =>
    all.map((link) => (link as HTMLAnchorElement).href),
  );
  const exported = linesIn(await (await request.get(lines!)).text()) as { id: string; title: string }[];
  expect(exported.map(({ id, title }) => [id, title])).toEqual(shown);
  expect(exported.map(({ id }) => id)).toEqual(items.map(({ id }) => id));

  const [head, ...cells] = (await (await request.get(table!)).text()).trimEnd().split('\r\n');
  expect(cells.map((row) => row.split(',')[0])).toEqual(items.map(({ id }) => id));
  const column = (name: string) => head!.split(',').length - head!.split(',').indexOf(name);
  for (const [role, verdict] of [
    ['self', 'right'],
    ['other', 'wrong'],
  ] as const) {
    const at = column((await explainerOf(request, role)).id);
    expect(new Set(cells.map((row) => row.split(',').at(-at)))).toEqual(new Set([verdict]));
  }
});

test('an export is saved as a file, and kept by nobody', async ({ page, request }) => {
  await page.goto(`/${TARGET}/patching`);
  const saved = page.waitForEvent('download');
  await page.locator('.export a').first().click();
  expect((await saved).suggestedFilename()).toBe(`${TARGET}-patching.ndjson`);
  const headers = (await request.get(`${EXPORT}&facet=layer:2`)).headers();
  expect([headers['cache-control'], headers.etag]).toEqual(['no-store', undefined]);
});

test('who leaves an export leaves its place to others, and who reads two gets no third', async ({
  baseURL,
}) => {
  const begin = async () => {
    const request = get(`${baseURL}${EXPORT}&fields=id,body,truth,detail,explanations`, { agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.on('error', () => undefined).pause();
    return { status: response.statusCode, leave: () => request.destroy() };
  };
  for (let round = 0; round < 5; round++) {
    const two = [await begin(), await begin()];
    const third = await begin();
    expect([...two, third].map(({ status }) => status)).toEqual([200, 200, 429]);
    for (const { leave } of [...two, third]) leave();
    await expect
      .poll(async () => {
        const next = await begin();
        next.leave();
        return next.status;
      })
      .toBe(200);
    await expect.poll(async () => (await fetch(`${baseURL}/api/health`)).status).toBe(200);
  }
});
