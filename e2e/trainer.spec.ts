import { expect, test } from '@playwright/test';
import { nodeRuntime } from '../lib/engine/runtime-node';
import type { StepResult } from '../lib/train/trainer';
import { serveEngine, type EnginePage } from './engine/serve';
import { tenSteps } from './engine/ten-steps';

test.describe.configure({ timeout: 300_000 });

interface Answer {
  error?: string;
  results?: Awaited<ReturnType<typeof tenSteps>>;
}

let served: EnginePage;
let wanted: Awaited<ReturnType<typeof tenSteps>>;
test.beforeAll(async () => {
  served = await serveEngine();
  wanted = await tenSteps(nodeRuntime());
});
test.afterAll(() => served?.close());

for (const provider of ['wasm', 'webgpu'] as const)
  test(`ten steps of training on ${provider} have the losses that they have in Node`, async ({ page }) => {
    await page.goto(served.url);
    const { error, results } = await page.evaluate(
      (provider) =>
        new Promise<Answer>((resolve, reject) => {
          const worker = new Worker('/trainer.worker.js', { type: 'module' });
          worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.postMessage(provider);
        }),
      provider,
    );
    expect(error).toBeUndefined();
    for (const kind of ['whole', 'adapter'] as const) {
      const difference = (of: (result: StepResult) => number) =>
        Math.max(...results![kind].map((result, i) => Math.abs(of(result) - of(wanted[kind][i]!))));
      const errors = { loss: difference(({ loss }) => loss), norm: difference((r) => r.gradientNorm) };
      test
        .info()
        .annotations.push({ type: `largest difference, ${kind}`, description: JSON.stringify(errors) });
      expect(results![kind]).toHaveLength(10);
      expect(results![kind].at(-1)!.loss).toBeLessThan(results![kind][0]!.loss);
      expect(errors.loss).toBeLessThan(1e-5);
    }
  });
