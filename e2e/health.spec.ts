import { expect, test } from '@playwright/test';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { hashedAddress } from '../lib/hashed-address';
import { TARGET } from './support';

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
  const evaluated = await page.evaluate(
    () =>
      new Promise((resolve) =>
        setTimeout(() => {
          try {
            resolve(Function('return 1')());
          } catch (error) {
            resolve((error as Error).name);
          }
        }),
      ),
  );
  expect(evaluated).toBe('EvalError');
});

test('only /embed may be framed elsewhere', async ({ request }) => {
  const policy = async (path: string) => (await request.get(path)).headers()['content-security-policy'];
  expect(await policy('/embed/anything')).toContain('frame-ancestors *');
  expect(await policy('/embedded')).toContain("frame-ancestors 'none'");
});

const REVALIDATED = 'public, max-age=0, must-revalidate';

test('the ONNX Runtime files are served, and asked for again when they may have changed', async ({
  request,
}) => {
  const response = await request.head('/ort/ort-wasm-simd-threaded.wasm');
  expect(response.status()).toBe(200);
  expect(response.headers()['content-type']).toBe('application/wasm');
  expect(response.headers()['cache-control']).toBe(REVALIDATED);
});

test('files of a model are kept for good where their address names the hash, and asked for again where not', async ({
  request,
}) => {
  const folder = `/models/${TARGET}`;
  const weights = await readFile(path.join('public', folder, 'model.safetensors'));
  const hash = createHash('sha256').update(weights).digest('hex');
  for (const file of ['model.safetensors', 'tokenizer.json']) {
    const named = await request.head(hashedAddress(`${folder}/${file}`, hash));
    expect(named.status()).toBe(200);
    expect(named.headers()['cache-control']).toContain('immutable');
    const plain = await request.head(`${folder}/${file}`);
    expect(plain.headers()['cache-control']).toBe(REVALIDATED);
  }
});
