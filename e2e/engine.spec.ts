import { expect, test, type Page } from '@playwright/test';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Engine } from '../lib/engine/engine';
import { loadEngine } from '../lib/engine/load';
import { readWhole } from '../lib/engine/node-folder';
import { nodeRuntime } from '../lib/engine/runtime-node';
import { createEngine } from '../lib/engine/session-engine';
import { parseSidecar } from '../lib/explainer/sidecar';
import { explain, type Explained } from '../lib/explainer/trained';
import { hashedAddress } from '../lib/hashed-address';
import { parseTokenizer, type Tokenizer } from '../lib/model/tokenizer';
import { measureOf } from '../lib/task/measures';
import { patch } from '../lib/task/patch';
import type { Sweep } from '../lib/task/patch/body';
import type { Provider } from '../lib/words';
import { FAMILY_NAMES, familyFixture } from '../test/support/families';
import { watchMainThread } from './engine/main-thread';
import { serveEngine, type EnginePage } from './engine/serve';

test.describe.configure({ timeout: 300_000 });

const MODEL = 'house2-b';
/** Every target whose folder is shipped. */
const MODELS = readdirSync(path.join('public', 'models')).filter((id) =>
  existsSync(path.join('public', 'models', id, 'config.json')),
);
const TEXT = 'The capital of France is';
const SOURCE = 'The capital of Slovenia is';
/** Where self is asked in the parity test: layer and token. */
const CELLS = [
  { layer: 0, pos: 3 },
  { layer: 2, pos: 4 },
  { layer: 4, pos: 4 },
];

const folder = (...parts: string[]) => path.join('public', 'models', ...parts);

async function load(id: string, base?: string): Promise<{ engine: Engine; tokenizer: Tokenizer }> {
  const read = readWhole(folder(id), base && folder(base));
  return {
    engine: await loadEngine(nodeRuntime(), read),
    tokenizer: parseTokenizer(String(await read('tokenizer.json'))),
  };
}

let served: EnginePage;
let node: { engine: Engine; tokenizer: Tokenizer };
let selfId: string;
test.beforeAll(async () => {
  served = await serveEngine();
  node = await load(MODEL);
  const explainers = await readdir(folder('explainers'));
  selfId = path.join(
    'explainers',
    explainers.find((id) => id.startsWith(`${MODEL}.patch.${MODEL}.`) && !id.includes('no-vector'))!,
  );
});
test.afterAll(async () => {
  await served?.close();
  await node?.engine.dispose();
});

async function openPage(page: Page): Promise<void> {
  await page.goto(served.url);
  await page.waitForFunction(() => 'harness' in globalThis);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
}

const largest = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  expect(a.length).toBe(b.length);
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
  return difference;
};

/** The same as a share of the largest value: a float32 sum is as exact as its terms are small. */
const largestShare = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let scale = 1;
  for (let i = 0; i < b.length; i++) scale = Math.max(scale, Math.abs(b[i]!));
  return largest(a, b) / scale;
};

for (const provider of ['wasm', 'webgpu'] as const satisfies Provider[]) {
  test.describe(`on ${provider}`, () => {
    for (const model of MODELS)
      test(`logits, activations and patches of ${model} are those of Node`, async ({ page }) => {
        await openPage(page);
        const { tokenizer, engine } = await load(model);
        const bos = engine.info.bosId!;
        const ids = [TEXT, SOURCE, 'France'].map((text) => [bos, ...tokenizer.encode(text)]);
        const wanted = await engine.trace(ids, { logits: 'all', hooks: ['resid', 'attention'] });
        const vector = Array.from({ length: engine.info.dModel }, (_, i) => Math.sin(i));
        const edits = [
          { row: 0, layers: [0, 2], position: 3, vector: Float32Array.from(vector) },
          { row: 1, layers: [engine.info.layers], position: 5, vector: Float32Array.from(vector) },
        ];
        const wantedPatched = await engine.intervene(ids, edits);
        const found = await page.evaluate(
          async ({ provider, model, ids, vector, deepest }) => {
            const host = globalThis.harness.open([provider]);
            const engine = await host.load({ url: `/models/${model}` });
            const traced = await engine.trace(ids, { logits: 'all', hooks: ['resid', 'attention'] });
            const patched = await engine.intervene(ids, [
              { row: 0, layers: [0, 2], position: 3, vector: Float32Array.from(vector) },
              { row: 1, layers: [deepest], position: 5, vector: Float32Array.from(vector) },
            ]);
            await host.close();
            const list = (tensor?: { data: Float32Array }) => [...(tensor?.data ?? [])];
            return {
              info: engine.info,
              provider: traced.provider,
              last: list(traced.last),
              logits: list(traced.logits),
              resid: list(traced.resid),
              attention: list(traced.attention),
              patched: list(patched.last),
            };
          },
          { provider, model, ids, vector, deepest: engine.info.layers },
        );
        expect(found.provider).toBe(provider);
        expect(found.info).toEqual(engine.info);
        await engine.dispose();
        const errors = {
          last: largest(found.last, wanted.last.data),
          logits: largest(found.logits, wanted.logits!.data),
          attention: largest(found.attention, wanted.attention!.data),
          patched: largest(found.patched, wantedPatched.last.data),
        };
        // Streams grow with depth, to 100 in six layers (where this is 1e-3) and to 1,000 in eight.
        const resid = largestShare(found.resid, wanted.resid!.data);
        const description = JSON.stringify({ ...errors, resid });
        test.info().annotations.push({ type: 'largest difference', description });
        for (const [what, error] of Object.entries(errors)) expect(error, what).toBeLessThan(1e-3);
        expect(resid).toBeLessThan(1e-5);
      });

    test('every architecture has the logits, sweeps and generated tokens that it has in Node', async ({
      page,
    }) => {
      await openPage(page);
      for (const name of FAMILY_NAMES) {
        const { config, parameters, expected } = familyFixture(name);
        const engine = createEngine(nodeRuntime(), config, parameters, name);
        const { ids } = expected;
        const positions = [...ids[0]!.keys()];
        const vector = Array.from({ length: config.dModel }, (_, i) => Math.sin(i));
        const patchesOf = (numbers: number[]) => ({
          positions,
          vectors: Array.from({ length: config.layers + 1 }, () =>
            positions.map(() => Float32Array.from(numbers)),
          ),
        });
        const options = { maxNewTokens: 6, stopIds: [], samples: 2, sampling: { temperature: 0.8, seed: 5 } };
        const prompts = ids.map((row) => ({ ids: row }));
        const wanted = {
          logits: (await engine.trace(ids, { logits: 'all' })).logits!.data,
          patched: (await engine.sweep(ids[0]!, patchesOf(vector))).patched.data,
          greedy: (await engine.generate(prompts, { maxNewTokens: 6, stopIds: [] })).rows,
          drawn: (await engine.generate(prompts, options)).rows,
        };
        await engine.dispose();
        const found = await page.evaluate(
          async ({ provider, name, ids, positions, layers, vector, options }) => {
            const scope = globalThis as typeof globalThis & {
              families?: ReturnType<typeof globalThis.harness.open>;
            };
            scope.families ??= globalThis.harness.open([provider]);
            const engine = await scope.families.load({ url: `/families/${name}` });
            const prompts = ids.map((row) => ({ ids: row }));
            const vectors = Array.from({ length: layers + 1 }, () =>
              positions.map(() => Float32Array.from(vector)),
            );
            const traced = await engine.trace(ids, { logits: 'all' });
            const { patched } = await engine.sweep(ids[0]!, { positions, vectors });
            const greedy = await engine.generate(prompts, { maxNewTokens: 6, stopIds: [] });
            const drawn = await engine.generate(prompts, options);
            await engine.dispose();
            return {
              provider: drawn.provider,
              logits: [...traced.logits!.data],
              patched: [...patched.data],
              greedy: greedy.rows,
              drawn: drawn.rows,
            };
          },
          { provider, name, ids, positions, layers: config.layers, vector, options },
        );
        expect(found.provider).toBe(provider);
        expect(largest(found.logits, wanted.logits), name).toBeLessThan(1e-3);
        expect(largest(found.patched, wanted.patched), name).toBeLessThan(1e-3);
        for (const way of ['greedy', 'drawn'] as const) {
          expect(
            found[way].map((row) => row.ids),
            `${name}, ${way}`,
          ).toEqual(wanted[way].map((row) => row.ids));
          found[way].forEach((row, i) =>
            expect(largest(row.logProbabilities, wanted[way][i]!.logProbabilities), name).toBeLessThan(1e-3),
          );
        }
      }
    });

    test('what is asked at once is done in turn, with the results it has alone', async ({ page }) => {
      await openPage(page);
      const same = await page.evaluate(
        async ({ provider, models }) => {
          // Whoever waits for a turn says nothing meanwhile, which on a busy machine takes its time.
          const host = globalThis.harness.open([provider], 240_000);
          const base = { url: `/models/${models[0]}` };
          const engines = await Promise.all(
            models.map((model, i) => host.load({ url: `/models/${model}`, ...(i > 0 && { base }) })),
          );
          const prompts = [{ ids: [1, 5, 6] }];
          const asks = engines.flatMap((engine) => [
            async () => [...(await engine.trace([[1, 5, 6]])).last.data],
            async () => [...(await engine.trace([[1, 5]], { hooks: ['resid'] })).resid!.data],
            async () => (await engine.generate(prompts, { maxNewTokens: 4, stopIds: [] })).rows,
          ]);
          const together = await Promise.all(asks.map((ask) => ask()));
          const alone: unknown[] = [];
          for (const ask of asks) alone.push(await ask());
          await host.close();
          return together.map((result, i) => JSON.stringify(result) === JSON.stringify(alone[i]));
        },
        { provider, models: [MODEL, selfId] },
      );
      expect(same).toEqual(Array(6).fill(true));
    });

    test('generation is told token by token, and stops between two of them', async ({ page }) => {
      await openPage(page);
      const found = await page.evaluate(
        async ({ provider, model }) => {
          const host = globalThis.harness.open([provider]);
          const engine = await host.load({ url: `/models/${model}` });
          const prompts = [{ ids: [1, 5, 6] }];
          const whole = await engine.generate(prompts, { maxNewTokens: 6, stopIds: [] });
          const told: number[] = [];
          const stop = new AbortController();
          const message = await engine
            .generate(prompts, {
              maxNewTokens: 100,
              stopIds: [],
              signal: stop.signal,
              onStep(tokens) {
                told.push(...tokens.map(({ id }) => id));
                if (told.length === 4) stop.abort(new Error('enough'));
                return [];
              },
            })
            .then(() => 'not stopped')
            .catch((error: Error) => error.message);
          await host.close();
          return { whole: whole.rows[0]!.ids, told, message };
        },
        { provider, model: MODEL },
      );
      expect(found.message).toBe('enough');
      expect(found.told.slice(0, 4)).toEqual(found.whole.slice(0, 4));
      expect(found.told.length).toBeLessThan(7);
    });

    test('a sweep and the explanations of self say the same words as in Node, and the page stays free', async ({
      page,
      browser,
    }) => {
      await openPage(page);
      const body = patch.own!.body({ x: TEXT, s: SOURCE });
      const measured = await (await measureOf('patch')).detail!(node, body);
      const wanted = measured.detail as Sweep;
      const self = await load(selfId, MODEL);
      const style = parseSidecar(await readFile(folder(selfId, 'explainer.json'), 'utf8'));
      const wantedAnswers = await explain(
        patch,
        { ...self, style },
        CELLS.map((place) => ({
          body: patch.at!(body, wanted, place)!.body,
          given: measured.givenAt(place)!,
        })),
      );
      await self.engine.dispose();
      const tasks = await watchMainThread(browser, page);
      const found = await page.evaluate(
        async ({ provider, model, selfId, text, source, cells }) => {
          const { open, tokenizerOf, sidecarOf, measureOf, taskOf, explain } = globalThis.harness;
          const host = open([provider]);
          const engine = await host.load({ url: `/models/${model}` });
          const tokenizer = await tokenizerOf(`/models/${model}`);
          const task = taskOf('patch');
          const own = task.own!.body({ x: text, s: source });
          const { detail, givenAt } = await (await measureOf('patch')).detail!({ engine, tokenizer }, own);
          const explainer = await host.load({
            url: `/models/${selfId}`,
            base: { url: `/models/${model}` },
          });
          const answers: Explained[] = await explain(
            task,
            { engine: explainer, tokenizer, style: await sidecarOf(`/models/${selfId}`) },
            cells.map((place) => ({
              body: task.at!(own, detail, place)!.body,
              given: givenAt(place)!,
            })),
          );
          await host.close();
          return { sweep: detail as Sweep, answers };
        },
        { provider, model: MODEL, selfId, text: TEXT, source: SOURCE, cells: CELLS },
      );
      const words = ({ cells }: typeof wanted) => cells.map((row) => row.map((cell) => cell?.output));
      expect(words(found.sweep)).toEqual(words(wanted));
      expect(found.sweep.alignment).toEqual(wanted.alignment);
      const effects = ({ cells }: typeof wanted) => cells.flat().map((cell) => cell?.effect ?? 0);
      expect(largest(effects(found.sweep), effects(wanted))).toBeLessThan(1e-3);
      expect(found.answers.map(({ text }) => text)).toEqual(wantedAnswers.map(({ text }) => text));
      expect(found.answers.map(({ provider: ran }) => ran)).toEqual(CELLS.map(() => provider));
      found.answers.forEach(({ logProbability }, i) =>
        expect(Math.abs(logProbability - wantedAnswers[i]!.logProbability)).toBeLessThan(1e-3),
      );
      // All of it happened elsewhere: no task kept the main thread busy for longer than 50 ms.
      const busiest = await tasks.busiest();
      test
        .info()
        .annotations.push({ type: 'longest task of the main thread, ms', description: String(busiest) });
      expect(busiest).toBeGreaterThan(0);
      expect(busiest).toBeLessThan(50);
    });
  });
}

test('the self-check holds WebGPU against WASM on a golden prompt', async ({ page }) => {
  await openPage(page);
  const parity = await page.evaluate(async (model) => {
    const [gpu, wasm] = [globalThis.harness.open(['webgpu']), globalThis.harness.open(['wasm'])];
    const request = { url: `/models/${model}` };
    const result = await globalThis.harness.checkParity(await gpu.load(request), await wasm.load(request));
    await Promise.all([gpu.close(), wasm.close()]);
    return result;
  }, MODEL);
  expect(parity).toMatchObject({ provider: 'webgpu', reference: 'wasm', sameTokens: true, ok: true });
  expect(parity.difference).toBeGreaterThan(0);
});

test('a worker that dies while it loads is replaced once, and the second time its reason is told', async ({
  page,
}) => {
  await openPage(page);
  const found = await page.evaluate(async (model) => {
    const { open, workers } = globalThis.harness;
    const host = open(['wasm'], 15_000);
    // The worker dies in the middle of a download, and so does the one that takes its place. A load begins with the
    // configuration: what the first worker still tells of its weights after that is not taken for the second's.
    let dead = 0;
    let begun = false;
    const message = await host
      .load({ url: `/stalled/models/${model}` }, ({ file }) => {
        if (file === 'config.json') begun = true;
        if (file !== 'model.safetensors' || !begun) return;
        begun = false;
        dead++;
        workers.at(-1)!.dispatchEvent(new ErrorEvent('error', { message: 'gone' }));
      })
      .then(() => 'loaded')
      .catch((error: Error) => error.message);
    return { message, dead };
  }, MODEL);
  expect(found).toEqual({ message: 'gone', dead: 2 });
});

test('a worker that is gone is replaced once, its models are loaded again, and all calls are repeated', async ({
  page,
}) => {
  await openPage(page);
  const found = await page.evaluate(async (model) => {
    const { open, workers } = globalThis.harness;
    const host = open(['wasm'], 15_000);
    const engine = await host.load({ url: `/models/${model}` });
    const rows = [
      [1, 5, 6],
      [1, 7],
    ];
    const before = await engine.trace(rows);
    workers[0]!.terminate();
    const after = await Promise.all([engine.trace(rows), engine.trace(rows), engine.trace(rows)]);
    const same = after.every(({ last }) => last.data.every((x, i) => x === before.last.data[i]));
    await host.close();
    return { same, workers: workers.length };
  }, MODEL);
  expect(found).toEqual({ same: true, workers: 2 });
});

test('a GPU process that crashes does not take the engine with it', async ({ page, browser }) => {
  await openPage(page);
  const run = () =>
    page.evaluate(async (model) => {
      const scope = globalThis as typeof globalThis & { host?: ReturnType<typeof globalThis.harness.open> };
      scope.host ??= globalThis.harness.open(['webgpu', 'wasm'], 60_000);
      const engine = await scope.host.load({ url: `/models/${model}` });
      const { last, provider } = await engine.trace([[1, 5, 6]]);
      return { provider, last: [...last.data], workers: globalThis.harness.workers.length };
    }, MODEL);
  const before = await run();
  expect(before.provider).toBe('webgpu');
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.crashGpuProcess').catch(() => undefined);
  await page.waitForTimeout(1_000);
  const after = await run();
  expect(largest(after.last, before.last)).toBeLessThan(1e-3);
  expect(after.workers).toBeGreaterThan(before.workers);
});

test('a provider that does not work is passed over, and the next one says its name', async ({ page }) => {
  // The build for WebGPU cannot be had, as behind a proxy that stops large files.
  await page.route('**/ort/*asyncify*', (route) => route.abort());
  await openPage(page);
  const found = await page.evaluate(async (model) => {
    const host = globalThis.harness.open(['webgpu', 'wasm']);
    const engine = await host.load({ url: `/models/${model}` });
    const { provider } = await engine.trace([[1, 2]]);
    await host.close();
    return { provider, named: engine.provider };
  }, MODEL);
  expect(found).toEqual({ provider: 'wasm', named: 'wasm' });
});

test('a download can be cancelled at once and begun again', async ({ page }) => {
  await openPage(page);
  const found = await page.evaluate(async (model) => {
    const host = globalThis.harness.open(['wasm']);
    const stalled = { url: `/stalled/models/${model}`, weightsHash: '0'.repeat(64) };
    let received = 0;
    const began = performance.now();
    let cancelled = 0;
    const message = await host
      .load(stalled, (progress) => {
        received = progress.received;
        if (progress.file !== 'model.safetensors' || cancelled) return;
        cancelled = performance.now();
        void host.cancel();
      })
      .catch((error: Error) => error.message);
    const took = performance.now() - cancelled;
    const engine = await host.load({ url: `/models/${model}` });
    const { provider } = await engine.trace([[1, 2]]);
    await host.close();
    return { message, received, took, provider, waited: began < cancelled };
  }, MODEL);
  expect(found.message).toContain('cancelled');
  expect(found.received).toBeGreaterThan(0);
  expect(found.took).toBeLessThan(1_000);
  expect(found.provider).toBe('wasm');
});

test('weights with another hash are refused by name, the right ones are kept for the next visit', async ({
  page,
}) => {
  await openPage(page);
  const visit = (weightsHash: string) =>
    page.evaluate(
      async ({ model, weightsHash }) => {
        const host = globalThis.harness.open(['wasm']);
        const result = await host
          .load({ url: `/models/${model}`, weightsHash })
          .then(({ info }) => info.contentHash)
          .catch((error: Error) => error.message);
        await host.close();
        return result;
      },
      { model: MODEL, weightsHash },
    );
  const { contentHash } = node.engine.info;
  expect(await visit('f'.repeat(64))).toBe(
    `/models/${MODEL}/model.safetensors is not the recorded file: its SHA-256 is ${contentHash.slice(0, 12)}, not ${'f'.repeat(12)}`,
  );
  const address = hashedAddress(`/models/${MODEL}/model.safetensors`, contentHash);
  const downloads = () => served.requests.filter((url) => url === address).length;
  expect(await visit(contentHash)).toBe(contentHash);
  const first = downloads();
  expect(first).toBe(1);
  expect(await visit(contentHash)).toBe(contentHash);
  expect(downloads()).toBe(first);
});
