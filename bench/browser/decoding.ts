import type { Page } from '@playwright/test';
import { round, roundTiming, timingOf } from '../measure';
import type { Build } from './rival';
import type { Answer, Asked } from './rival.worker';

/** Where the server of a benchmark page has what {@link makeRival} made. */
export const RIVAL = '/rival';

/** What each side wrote, and milliseconds of each turn. */
interface Turns {
  threads: number;
  ours: { ids: number[]; ms: number[] };
  theirs: { prompt: number[]; ids: number[]; ms: number[] };
}

/**
 * Tokens a second of the app's engine and of transformers.js in one tab, on WASM and the same number of threads, each in a
 * worker, in turns. The first turn of each is not counted.
 *
 * @throws Error where the two do not write the same tokens
 */
export async function measureDecoding(
  page: Page,
  { model, build, prompt, tokens, runs }: Settings,
): Promise<object> {
  const given: InPage = {
    url: `/models/${model}`,
    worker: `${RIVAL}/${build}.js`,
    load: {
      kind: 'load',
      folder: `${RIVAL}/models/`,
      model,
      runtime: `${RIVAL}/node_modules/onnxruntime-web/dist/`,
    },
    prompt,
    tokens,
    runs,
  };
  const { threads, ours, theirs } = await page.evaluate(inPage, given);
  if (ours.ids.length !== tokens || ours.ids.join() !== theirs.ids.join())
    throw new Error(`other tokens were written: ${ours.ids.join(' ')} and ${theirs.ids.join(' ')}`);
  const [mine, other] = [timingOf(ours.ms), timingOf(theirs.ms)];
  const perSecond = (ms: number) => round((1000 * tokens) / ms);
  return {
    benchmark: 'decoding in the browser',
    model,
    provider: 'wasm',
    threads,
    promptTokens: theirs.prompt.length,
    newTokens: tokens,
    runs,
    sameTokens: true,
    tokensPerSecond: perSecond(mine.median),
    transformersTokensPerSecond: perSecond(other.median),
    ms: { ours: roundTiming(mine), transformers: roundTiming(other) },
    ratio: round(other.median / mine.median),
    ratioOfFastest: round(other.min / mine.min),
  };
}

interface Settings {
  model: string;
  build: Build;
  prompt: string;
  tokens: number;
  runs: number;
}

interface InPage {
  url: string;
  worker: string;
  load: Omit<Extract<Asked, { kind: 'load' }>, 'threads'>;
  prompt: string;
  tokens: number;
  runs: number;
}

/** Runs in the page of the harness. */
async function inPage({ url, worker: script, load, prompt, tokens, runs }: InPage): Promise<Turns> {
  const host = harness.open(['wasm'], 600_000);
  const engine = await host.load({ url });
  const tokenizer = await harness.tokenizerOf(url);
  // As many as the app's engine takes.
  const threads = Math.min(4, navigator.hardwareConcurrency);
  const worker = new Worker(script, { type: 'module' });
  const ask = (asked: Asked) =>
    new Promise<Exclude<Answer, { error: string }>>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) =>
        'error' in data ? reject(new Error(data.error)) : resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(asked);
    });
  await ask({ ...load, threads });
  const ids = [engine.info.bosId!, ...tokenizer.encode(prompt)];
  const result: Turns = {
    threads,
    ours: { ids: [], ms: [] },
    theirs: { prompt: [], ids: [], ms: [] },
  };
  // Threads of one side spin for a while after a run, and would take time from the other.
  const rest = () => new Promise((resolve) => setTimeout(resolve, 200));
  for (let run = -1; run < runs; run++) {
    await rest();
    let began = performance.now();
    const { rows } = await engine.generate([{ ids }], { maxNewTokens: tokens, stopIds: [] });
    const mine = performance.now() - began;
    await rest();
    began = performance.now();
    const theirs = await ask({ kind: 'write', text: prompt, tokens });
    const other = performance.now() - began;
    result.ours.ids = rows[0]!.ids;
    result.theirs.prompt = theirs.prompt;
    result.theirs.ids = theirs.written;
    if (run < 0) continue;
    result.ours.ms.push(mine);
    result.theirs.ms.push(other);
  }
  worker.terminate();
  await host.close();
  if (result.theirs.prompt.join() !== ids.join())
    throw new Error(`other prompts were read: ${ids.join(' ')} and ${result.theirs.prompt.join(' ')}`);
  return result;
}
