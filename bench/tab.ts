import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { serveEngine } from '../e2e/engine/serve';
import { chromiumArguments, findChromium } from '../scripts/setup/chromium.mjs';
import { round } from './measure';

/** A step of what a tab does with a folder, and how long it took. */
type Steps = Record<'loadMs' | 'firstTraceMs' | 'traceMs' | 'sweepMs' | 'generateMs', number>;

/**
 * A folder of SmolLM2-135M's shape (random weights, F16, three shards) read where it lies by a tab of a real browser, as
 * the page does it: time of each step, memory of the process that holds the tab at most, and of it what WebAssembly has.
 */
export async function* benchTab(given?: string) {
  const made = given ?? (await mkdtemp(path.join(tmpdir(), 'tab-')));
  const served = await serveEngine();
  const browser = await chromium.launch({
    executablePath: (await findChromium()) ?? undefined,
    args: chromiumArguments(false),
  });
  try {
    if (!given)
      await promisify(execFile)(process.execPath, [
        ...['--import', 'tsx', 'scripts/fixtures/make_large.ts', made],
        ...['--type', 'F16', '--shard', '100'],
      ]);
    yield { benchmark: 'tab', ...(await inTab(browser, served.url, made)) };
  } finally {
    await browser.close();
    await served.close();
    if (!given) await rm(made, { recursive: true, force: true });
  }
}

async function inTab(browser: Browser, url: string, folder: string) {
  const page = await browser.newPage();
  // tsx names the functions of what it compiles by a helper that a page does not have.
  await page.addInitScript({ content: 'globalThis.__name = (named) => named;' });
  await page.goto(url);
  await page.waitForFunction(() => 'harness' in globalThis);
  await page.evaluate(() => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', webkitdirectory: true });
    document.body.append(input);
  });
  await page.locator('input').setInputFiles(folder);
  const peak = watchMemory();
  const steps = await page.evaluate(async (): Promise<Steps> => {
    const files = new Map([...document.querySelector('input')!.files!].map((file) => [file.name, file]));
    const timed = async <T>(run: () => Promise<T>): Promise<[T, number]> => {
      const began = performance.now();
      return [await run(), Math.round(performance.now() - began)];
    };
    const host = harness.open(['wasm'], 600_000);
    const [engine, loadMs] = await timed(() => host.load({ url: 'tab', files }));
    const text = (from: number) => Array.from({ length: 8 }, (_, i) => (from + i * 1531) % engine.info.vocab);
    const trace = () => timed(() => engine.trace([text(1), text(2)], { hooks: ['resid'] }));
    const [{ resid }, firstTraceMs] = await trace();
    const [, traceMs] = await trace();
    const { layers, dModel } = engine.info;
    const vectors = Array.from({ length: layers + 1 }, (_, layer) =>
      [2, 5].map((position) => {
        const from = ((layer * 2 + 1) * 8 + position) * dModel;
        return resid!.data.slice(from, from + dModel);
      }),
    );
    const [, sweepMs] = await timed(() => engine.sweep(text(1), { positions: [2, 5], vectors }));
    const [, generateMs] = await timed(() =>
      engine.generate([{ ids: text(3) }], { maxNewTokens: 8, stopIds: [] }),
    );
    return { loadMs, firstTraceMs, traceMs, sweepMs, generateMs };
  });
  return { ...steps, peakMemoryMB: round((await peak.stop()) / 1024) };
}

/** The largest resident size (KB) of any one process below this one, looked at four times a second. */
function watchMemory() {
  let most = 0;
  const look = async () => {
    const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args=']);
    const renderers = stdout.split('\n').filter((line) => line.includes('--type=renderer'));
    for (const line of renderers) {
      const status = await readFile(`/proc/${line.trim().split(/\s+/)[0]}/status`, 'utf8').catch(() => '');
      most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    }
  };
  const timer = setInterval(() => void look(), 250);
  return {
    async stop() {
      clearInterval(timer);
      await look();
      return most;
    },
  };
}
