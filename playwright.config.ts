import { defineConfig } from '@playwright/test';
import path from 'node:path';
import { chromiumArguments, findChromium } from './scripts/setup/chromium.mjs';

// `npm run test:e2e` sets both, to a free port and a temporary folder; by hand (`npx playwright test`) these will do.
const port = Number(process.env.E2E_PORT ?? 3210);
const dataDir = process.env.E2E_DATA_DIR ?? path.resolve('.data/e2e');
process.env.E2E_PORT = String(port);
process.env.E2E_DATA_DIR = dataDir;

const executablePath = (await findChromium()) ?? undefined;
const browser = (webgpu: boolean) => ({ launchOptions: { executablePath, args: chromiumArguments(webgpu) } });

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Two cores: a second browser would only slow the first.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1280, height: 900 },
    // Recording one takes a third of the time of all tests: `npx playwright test --trace retain-on-failure` does, where it helps.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'chromium', testIgnore: '**/*.nowebgpu.spec.ts', use: browser(true) },
    { name: 'no-webgpu', testMatch: '**/*.nowebgpu.spec.ts', use: browser(false) },
  ],
  // What a reader types, on a store of its own, seeded from the shipped bundle.
  webServer: {
    command: `node scripts/start.mjs --port ${port} --data-dir ${JSON.stringify(dataDir)}`,
    url: `http://127.0.0.1:${port}/api/health`,
    // Tests stand for the proxy, and so for many callers.
    env: {
      DATABASE_URL: '',
      LOG_LEVEL: 'error',
      TRUSTED_PROXY: '127.0.0.1',
      // Runs that tests begin are no runs of this machine.
      MIRRORSCOPE_ARTEFACTS: path.join(dataDir, 'artefacts'),
    },
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    stdout: 'pipe',
  },
});
