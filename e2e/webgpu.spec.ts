import { expect, test } from '@playwright/test';

test('the browser of this project has a WebGPU adapter', async ({ page }) => {
  await page.goto('/');
  expect(await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()))).toBe(true);
});
