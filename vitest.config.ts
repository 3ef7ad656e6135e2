import { defineConfig } from 'vitest/config';

const alias = { '@': import.meta.dirname };
const code = '{lib,components,app,cli,workers,server,bench,scripts}';

export default defineConfig({
  test: {
    // The lab's runtime uses every core by itself, so that more test processes only wait for one another.
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          environment: 'node',
          include: [`${code}/**/*.test.{ts,tsx}`, 'test/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'test/db/**'],
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'db',
          environment: 'node',
          include: ['test/db/**/*.test.ts'],
          globalSetup: 'test/db/cluster.ts',
          // Most of it is starting processes, which takes its time on a busy machine.
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
