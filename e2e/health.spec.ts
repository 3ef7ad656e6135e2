import { expect, test } from '@playwright/test';

test('the health endpoint is green on a store that npm start brought up', async ({ request }) => {
  const response = await request.get('/api/health');
  expect(response.status()).toBe(200);
  const health = (await response.json()) as { status: string; migrations: { pending: string[] } };
  expect(health).toMatchObject({ status: 'green', database: { ok: true }, migrations: { pending: [] } });
});

test('every page is isolated, framed by nobody, and may not evaluate text as code', async ({ page }) => {
  const response = await page.goto('/');
  const headers = response?.headers() ?? {};
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toContain("'wasm-unsafe-eval'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  // In a task of the page's own: what runs within an evaluation of the test is exempt.
  await page.addScriptTag({
    content: `setTimeout(() => {
      try { window.evaluated = Function('return 1')(); } catch (error) { window.evaluated = error.name; }
    })`,
  });
  await expect
    .poll(() => page.evaluate(() => (window as Window & { evaluated?: unknown }).evaluated))
    .toBe('EvalError');
});

test('only /embed may be framed elsewhere', async ({ request }) => {
  const policy = async (path: string) => (await request.get(path)).headers()['content-security-policy'];
  expect(await policy('/embed/anything')).toContain('frame-ancestors *');
  expect(await policy('/embedded')).toContain("frame-ancestors 'none'");
});

test('the ONNX Runtime files are served, and cached for long only under a content hash', async ({
  request,
}) => {
  const file = '/ort/ort-wasm-simd-threaded.wasm';
  const plain = await request.head(file);
  expect(plain.status()).toBe(200);
  expect(plain.headers()['content-type']).toBe('application/wasm');
  expect(plain.headers()['cache-control']).toBe('public, max-age=0, must-revalidate');
  expect((await request.head(`${file}?v=1`)).headers()['cache-control']).toContain('immutable');
});
