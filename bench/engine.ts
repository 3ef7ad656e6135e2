import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Edit, Engine } from '@/lib/engine/engine';
import { loadFolder, readWhole } from '@/lib/engine/node-folder';
import { nodeThread } from '@/lib/engine/node-thread';
import { EngineHost } from '@/lib/engine/remote';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { createEngine } from '@/lib/engine/session-engine';
import { explain } from '@/lib/explainer/trained';
import { parseSidecar, SIDECAR_FILE } from '@/lib/explainer/sidecar';
import { patch } from '@/lib/task/patch';
import { initialParameters } from '@/lib/model/parameters';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { Random } from '@/lib/random';
import { measure, measureInTurns, round, roundTiming, time, type Timing } from './measure';
import { CONFIG } from './model';
import { startTorch } from './torch';

const MODELS = path.join('public', 'models');

/** Tokens of the text, and texts in a batch. */
const LENGTH = 24;
const ROWS = 64;

/** Tokens of the prompt, and tokens written after it. */
const PROMPT = 64;
const WRITTEN = 64;

/** What a page waits for, on the CPU in Node: one result for each kind of wait. */
export async function* benchEngine({ threads, torch }: { threads: number; torch: boolean }) {
  const used = threads || availableParallelism();
  const random = new Random(1);
  const runtime = nodeRuntime({ threads });
  const parameters = initialParameters(CONFIG, () => random.normal());
  const engine = createEngine(runtime, CONFIG, parameters, 'bench');
  const text = Array.from({ length: LENGTH }, () => random.integer(CONFIG.vocab));
  const about = { model: `${CONFIG.layers} layers, d_model ${CONFIG.dModel}`, threads: used };
  yield { ...about, ...(await besideTorch(engine, text, torch, used)) };
  yield { ...about, ...(await decoding(engine, random)) };
  await engine.dispose();
  yield { threads: used, ...(await loading(threads)) };
  yield { threads: used, ...(await explaining(threads)) };
  yield { benchmark: 'memory', peakMemoryMB: round(process.resourceUsage().maxRSS / 1024) };
}

/** Forward passes and a sweep over all layers and tokens, in one batch and one by one, beside PyTorch. */
async function besideTorch(engine: Engine, text: number[], torch: boolean, threads: number) {
  const vector = new Float32Array(CONFIG.dModel).fill(0.5);
  const cells = Array.from({ length: CONFIG.layers + 1 }, (_, layer) =>
    text.map((_, position): Edit => ({ row: 0, layers: [layer], position, vector })),
  ).flat();
  const vectors = Array.from({ length: CONFIG.layers + 1 }, () => text.map(() => vector));
  const batch = Array.from({ length: ROWS }, () => text);
  const runs: Record<string, () => Promise<unknown>> = {
    text: () => engine.trace([text]),
    batch: () => engine.trace(batch),
    sweep: () => engine.sweep(text, { positions: [...text.keys()], vectors }),
    async each() {
      for (const edit of cells) await engine.intervene([text], [edit]);
    },
  };
  const rival = torch
    ? await startTorch('engine_torch.py', { ...CONFIG, length: LENGTH, rows: ROWS, threads })
    : null;
  const results: Record<string, { ours: Timing; torch?: Timing; ratio?: number }> = {};
  for (const [name, run] of Object.entries(runs)) {
    const sides = { ours: async () => time(run), ...(rival && { torch: () => rival.run(name) }) };
    const { ours, torch: theirs } = await measureInTurns(sides, name === 'each' ? 5 : 25);
    results[name] = {
      ours: roundTiming(ours!),
      ...(theirs && { torch: roundTiming(theirs), ratio: round(theirs.median / ours!.median) }),
    };
  }
  rival?.end();
  return {
    benchmark: 'forward and sweep',
    tokens: LENGTH,
    rows: ROWS,
    patches: cells.length,
    torch: rival?.version ?? null,
    ms: results,
    batchedOverOneByOne: round(results.each!.ours.median / results.sweep!.ours.median),
  };
}

/** Writing tokens with keys and values kept, and by reading everything again for each. */
async function decoding(engine: Engine, random: Random) {
  const ids = Array.from({ length: PROMPT }, () => random.integer(CONFIG.vocab));
  const options = { maxNewTokens: WRITTEN, stopIds: [] };
  const times = await measureInTurns(
    {
      cached: () => time(() => engine.generate([{ ids }], options)),
      plain: () =>
        time(async () => {
          const { rows } = await engine.generate([{ ids }], { ...options, maxNewTokens: 1 });
          const all = [...ids, ...rows[0]!.ids];
          for (let i = 1; i < WRITTEN; i++) {
            await engine.trace([all]);
            all.push(1);
          }
        }),
    },
    7,
  );
  const [cached, plain] = [times.cached!, times.plain!];
  return {
    benchmark: 'decode',
    prompt: PROMPT,
    written: WRITTEN,
    cachedMs: roundTiming(cached),
    plainMs: roundTiming(plain),
    tokensPerSecond: round((WRITTEN * 1000) / cached.median),
    ratio: round(plain.median / cached.median),
  };
}

/** From a folder on disk to the first answer, in this thread and in one of its own. */
async function loading(threads: number) {
  const folder = path.join(MODELS, 'house2-b');
  const here = await measure(
    async () => {
      const engine = await loadFolder(nodeRuntime({ threads }), folder);
      await engine.trace([[1]]);
      await engine.dispose();
    },
    { warmup: 1, runs: 5 },
  );
  const start = async (load: boolean) => {
    const host = new EngineHost({ providers: ['cpu'], spawn: nodeThread });
    if (load) await host.load({ url: folder });
    await host.close();
  };
  const thread = await measure(() => start(true), { warmup: 1, runs: 3 });
  return {
    benchmark: 'load',
    model: 'house2-b',
    loadMs: roundTiming(here),
    threadAndLoadMs: roundTiming(thread),
  };
}

/** An explanation by the shipped self explainer, alone and in a batch. */
async function explaining(threads: number) {
  const shipped = await readdir(path.join(MODELS, 'explainers')).catch(() => []);
  const id = shipped.find((name) => name.startsWith('house2-b.patch.house2-b.60000'));
  if (id === undefined) return { benchmark: 'explain', explainer: null };
  const folder = path.join(MODELS, 'explainers', id);
  const style = parseSidecar(await readFile(path.join(folder, SIDECAR_FILE), 'utf8'));
  const base = path.join(MODELS, style.base);
  const engine = await loadFolder(nodeRuntime({ threads }), folder, base);
  const tokenizer = parseTokenizer(String(await readWhole(folder, base)('tokenizer.json')));
  const text = 'It is known that the capital of France is';
  const ids = tokenizer.encode(text);
  const vector = new Float32Array(engine.info.dModel).fill(0.1);
  const body = { ...patch.own!.body({ x: text, s: text }), layers: [2], position: ids.length - 1 };
  const ask = (count: number) =>
    explain(
      patch,
      { engine, tokenizer, style },
      Array.from({ length: count }, () => ({ body, given: { ids, vector } })),
    );
  const one = await measure(() => ask(1), { runs: 9 });
  const many = await measure(() => ask(64), { warmup: 1, runs: 3 });
  await engine.dispose();
  return {
    benchmark: 'explain',
    explainer: id,
    oneMs: roundTiming(one),
    eachOf64Ms: roundTiming({ median: many.median / 64, min: many.min / 64 }),
  };
}
