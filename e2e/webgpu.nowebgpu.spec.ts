import { expect, test } from '@playwright/test';

test('the browser of this project has no WebGPU adapter, so that what it tests runs on WASM', async ({
  page,
}) => {
  await page.goto('/');
  expect(await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()))).toBe(false);
});
