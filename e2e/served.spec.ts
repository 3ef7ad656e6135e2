import { expect, test } from '@playwright/test';
import { answersPath } from '../lib/api/paths';
import { expectNoViolations } from './axe';
import { serveExplainer } from './served';
import { complaints, firstItem, hydrated, itemPath, TARGET } from './support';

test('an explainer behind HTTP is asked by the server, judged by what was measured, and asked once', async ({
  page,
  request,
}) => {
  const heard = complaints(page);
  const name = `test-${Date.now()}`;
  const item = await firstItem(request);
  const text = `The output would remain unchanged from <<<${item.truth.original.output.trim()}>>>.`;
  const served = await serveExplainer(name, 'a-large-model', text);
  try {
    for (const visit of [1, 2]) {
      // An address of its own: a page that was kept may be older than the file.
      await page.goto(`${itemPath(item)}?served=${name}-${visit}`);
      await hydrated(page);
      const section = page.getByRole('region', { name: 'Over HTTP' });
      await section.getByRole('button', { name: 'Ask a-large-model' }).click();
      await expect(section.locator('.explanation')).toContainText(text);
      await expect(section.locator('.explanation')).toContainText('asked over http');
      await expect(section.locator('.verdict')).toContainText(item.truth.changed ? 'wrong' : 'right');
    }
    await expectNoViolations(page);
    expect(served.asked()).toBe(1);
    heard.expectNone();
    // Nobody reads its address anywhere.
    expect(await page.content()).not.toContain(served.url);
  } finally {
    await served.close();
  }
  const gone = await request.post(answersPath(`${TARGET}.patch.http.${name}`), {
    data: { question: item.id },
  });
  expect(gone.status()).toBe(404);
});
