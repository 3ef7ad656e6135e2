import { expect, test, type APIRequestContext, type Frame, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { comparePath, embedPath, itemPath as pathOf, questionPath } from '../lib/api/paths';
import { mainOf } from '../lib/explainer/name';
import { patch } from '../lib/task/patch';
import { allTasks } from '../lib/task/tasks';
import { expectNoViolations, expectToFit } from './axe';
import { explainersIn, firstOf } from './recorded';
import { complaints, firstItem, hydrated, itemPath, TARGET } from './support';

test.describe.configure({ timeout: 240_000 });

const isScored =
  mainOf(
    'self',
    explainersIn(patch.id, TARGET).filter(({ shown }) => shown),
  ) !== undefined;
const COMPARED = comparePath({ task: patch.path, target: TARGET });

/** Every kind of embed that the bundle has something for. */
async function embedded(request: APIRequestContext): Promise<string[]> {
  const recorded = allTasks().filter(({ id }) => explainersIn(id, TARGET).length > 0);
  const pages = await Promise.all(
    recorded.map(async (task) =>
      pathOf(task, TARGET, (await firstOf(request, { task: task.id, target: TARGET })).id),
    ),
  );
  return [...pages, ...(isScored ? [COMPARED] : [])].map(embedPath);
}

/** A page of another site, as long as `use` lasts. */
async function onAnotherSite(
  html: string,
  use: (address: string) => Promise<void>,
  headers: Record<string, string> = {},
): Promise<void> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(`<!doctype html><title>Elsewhere</title>${html}`);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    await use(`http://localhost:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** What the docs tell a page to do with heights. */
const snippet = /```html\n([\s\S]*?)```/.exec(readFileSync('docs/EMBEDS.md', 'utf8'))![1]!;

const inFrame = async (page: Page): Promise<Frame> => {
  await expect.poll(() => page.frames()[1]?.url() ?? 'about:blank').not.toBe('about:blank');
  return page.frames()[1]!;
};
const heightOf = (frame: Frame) =>
  frame.locator('main.embed').evaluate((embed) => Math.ceil(embed.getBoundingClientRect().height));
const frameHeight = (page: Page) =>
  page.locator('iframe').evaluate((frame) => (frame as HTMLElement).clientHeight);

async function openMenu(page: Page): Promise<void> {
  await hydrated(page);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByRole('menu', { name: 'Copy as' })).toBeVisible();
}

/** Copies one kind, and what the clipboard then holds. */
async function copied(page: Page, kind: string): Promise<string> {
  await page.getByRole('menuitem', { name: new RegExp(`^${kind}:`) }).click();
  await expect(page.locator('.copied').getByRole('status')).toHaveText(`${kind} is in your clipboard.`);
  return page.evaluate(() => navigator.clipboard.readText());
}

test.describe('what is copied', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('stands in a page of another site, is as high as it says, and leads there by a tab of its own alone', async ({
    page,
    request,
  }) => {
    const item = await firstItem(request);
    await page.goto(itemPath(item));
    await openMenu(page);
    const code = await copied(page, 'Iframe code');

    await onAnotherSite(code + snippet, async (address) => {
      const heard = complaints(page);
      await page.setViewportSize({ width: 900, height: 700 });
      await page.goto(address);
      const frame = await inFrame(page);
      await expect(frame.getByRole('grid', { name: 'measured effect' })).toBeVisible();
      await expect(frame.getByRole('navigation')).toHaveCount(0);
      await expect.poll(async () => (await frameHeight(page)) - (await heightOf(frame))).toBe(0);
      const wide = await frameHeight(page);
      await page.setViewportSize({ width: 390, height: 700 });
      await expect.poll(() => frameHeight(page)).toBeGreaterThan(wide);
      await expect.poll(async () => (await frameHeight(page)) - (await heightOf(frame))).toBe(0);

      // A cell is chosen in the frame, and its page opens there.
      await frame.locator('[data-cell="0:0"]').click();
      await expect(frame.getByRole('status')).toContainText('layer 0 at');
      const links = frame.locator('a[href]');
      await expect(links).toHaveCount(1);
      await expect(links).toHaveAttribute('rel', 'noopener');
      const [tab] = await Promise.all([page.waitForEvent('popup'), links.click()]);
      await expect(tab).toHaveURL(`${itemPath(item)}?layer=0&to=0&pos=0`);
      await tab.close();
      // What the browser refuses from here on it says.
      heard.expectNone();

      // Not even after a click, which would let it where there is no sandbox.
      const refused = await frame.evaluate(() => {
        try {
          top!.location.href = '/elsewhere';
          return 'navigated';
        } catch (error) {
          return (error as Error).name;
        }
      });
      expect(refused).toBe('SecurityError');
      expect(page.url()).toBe(address);
      expect(frame.url()).toContain('/embed/');
    });
  });

  test('comes in each form, from the keyboard alone', async ({ page, request }) => {
    const item = await firstItem(request);
    await page.goto(itemPath(item));
    await hydrated(page);
    const button = page.getByRole('button', { name: 'Copy', exact: true });
    const focused = page.locator('[role="menuitem"]:focus');
    await button.focus();
    await page.keyboard.press('ArrowDown');
    await expect(focused).toHaveText(/^Link/);
    await page.keyboard.press('End');
    await expect(focused).toHaveText(/^JSON/);
    await page.keyboard.press('ArrowDown');
    // A letter is the menu's, and no key of the page.
    await page.keyboard.press('s');
    await expect(focused).toHaveText(/^SVG/);
    await page.keyboard.press('Enter');
    await expect(page.locator('.copied').getByRole('status')).toHaveText('SVG is in your clipboard.');
    const svg = await page.evaluate(async () => {
      const text = await navigator.clipboard.readText();
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      return { root: parsed.documentElement.nodeName, cells: parsed.querySelectorAll('rect').length, text };
    });
    expect(svg.root).toBe('svg');
    expect(svg.cells).toBeGreaterThan(item.sweep.layers.length * item.sweep.tokens.length);
    expect(svg.text).not.toContain('var(');

    const here = new URL(itemPath(item), page.url()).href;
    expect(await copied(page, 'Link')).toBe(here);
    expect(await copied(page, 'Markdown')).toContain(`](${here}): measured `);
    expect(await copied(page, 'BibTeX')).toContain(`\\url{${here}}`);
    const rows = (await copied(page, 'CSV')).trimEnd().split('\r\n');
    expect(rows).toHaveLength(1 + item.sweep.layers.length * item.sweep.tokens.length);
    expect(JSON.parse(await copied(page, 'JSON'))).toEqual(
      await (await request.get(questionPath(item.id))).json(),
    );
    await page.getByRole('menuitem', { name: /^PNG:/ }).click();
    await expect(page.locator('.copied').getByRole('status')).toHaveText('PNG is in your clipboard.');
    const [width, height] = await page.evaluate(async () => {
      const [first] = await navigator.clipboard.read();
      const picture = await createImageBitmap(await first!.getType('image/png'));
      return [picture.width, picture.height];
    });
    expect(width).toBeGreaterThan(800);
    expect(height).toBeGreaterThan(200);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /^Save / }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.png$/);

    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(button).toBeFocused();
  });

  if (isScored)
    test('is the finding of one target and task on the page that compares', async ({ page }) => {
      await page.goto(COMPARED);
      await openMenu(page);
      const markdown = await copied(page, 'Markdown');
      expect(markdown).toMatch(/: .* on held-out questions: self \d+\.\d% .*self minus other [+−]?\d/);
      expect(await copied(page, 'CSV')).toMatch(/^explainer,name,metric,value,low,high,items,/);
      const { evaluations } = JSON.parse(await copied(page, 'JSON')) as { evaluations: { slice: string }[] };
      expect(new Set(evaluations.map(({ slice }) => slice))).toEqual(new Set(['all']));
    });
});

test('what the clipboard refuses stands in a field, to be copied by hand', async ({
  page,
  request,
  context,
}) => {
  // Whoever grants nothing denies all.
  await context.grantPermissions([]);
  await page.goto(itemPath(await firstItem(request)));
  await openMenu(page);
  await page.getByRole('menuitem', { name: /^Markdown:/ }).click();
  const field = page.getByRole('textbox', { name: 'Markdown, to be copied by hand' });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(/^\[.+\]\(http.+\): measured /);
  expect(await field.evaluate((area: HTMLTextAreaElement) => area.selectionEnd - area.selectionStart)).toBe(
    (await field.inputValue()).length,
  );
  await expectNoViolations(page);
  await page.getByRole('menuitem', { name: /^PNG:/ }).click();
  await expect(page.getByRole('link', { name: /^Save .*\.png$/ })).toBeVisible();
});

test('an isolated site may frame an embed, in the theme that it asks for', async ({ page, request }) => {
  const embed = new URL(embedPath(itemPath(await firstItem(request))), test.info().project.use.baseURL).href;
  const isolated = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  };
  await page.emulateMedia({ colorScheme: 'light' });
  const grounds: string[] = [];
  for (const theme of ['light', 'dark', 'auto'])
    await onAnotherSite(
      `<iframe src="${embed}?theme=${theme}" title="embed"></iframe>`,
      async (address) => {
        await page.goto(address);
        expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
        const frame = await inFrame(page);
        await expect(frame.getByRole('heading', { level: 1 })).toBeVisible();
        grounds.push(await frame.evaluate(() => getComputedStyle(document.body).backgroundColor));
      },
      isolated,
    );
  const [light, dark, auto] = grounds;
  expect(auto).toBe(light);
  expect(dark).not.toBe(light);
});

test('no other page can be framed', async ({ page, request, baseURL }) => {
  const item = await firstItem(request);
  const pages = [
    '/',
    itemPath(item),
    `/${TARGET}/patching`,
    COMPARED,
    '/models',
    '/docs/api',
    '/embedded',
    '/nowhere',
  ];
  for (const path of pages)
    expect((await request.get(path)).headers()['content-security-policy'], path).toContain(
      "frame-ancestors 'none'",
    );
  await onAnotherSite(`<iframe src="${baseURL}${itemPath(item)}" title="page"></iframe>`, async (address) => {
    await page.goto(address);
    await expect.poll(async () => (await inFrame(page)).url()).toMatch(/^chrome-error:/);
  });
});

test('an address of nothing says so, without the site around it', async ({ page }) => {
  for (const path of ['/embed', '/embed/nowhere', `/embed/${TARGET}/patching/0`]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(page.locator('a[href]:not([target="_blank"])')).toHaveCount(0);
  }
});

for (const { name, ...look } of [
  { name: 'wide, light', viewport: { width: 760, height: 700 }, colorScheme: 'light' as const },
  { name: 'narrow, dark', viewport: { width: 340, height: 700 }, colorScheme: 'dark' as const },
])
  test.describe(name, () => {
    test.use(look);
    test('axe finds nothing on any embed, all of it fits, and its one link opens a tab', async ({
      page,
      request,
    }) => {
      const heard = complaints(page);
      for (const path of await embedded(request)) {
        await page.goto(path);
        await hydrated(page);
        await test.step(path, async () => {
          await expectNoViolations(page);
          await expectToFit(page);
          await expect(page.locator('a[href]')).toHaveCount(1);
          await expect(page.locator('a[href]')).toHaveAttribute('target', '_blank');
        });
      }
      heard.expectNone();
    });
  });
