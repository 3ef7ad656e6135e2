import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { loadFolder } from '@/lib/engine/node-folder';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { round } from './measure';

/** How the same weights are stored. F32 holds others: the two that are rounded alike must agree. */
const FORMS = {
  f32: ['--type', 'F32'],
  bf16: ['--type', 'BF16'],
  'bf16 in shards': ['--type', 'BF16', '--shard', '100'],
};

/** A random checkpoint of SmolLM2-135M's shape, in three forms, each made, loaded and used in a process of its own. */
export async function* benchLarge() {
  const folder = await mkdtemp(path.join(tmpdir(), 'large-'));
  const run = (...args: string[]) => promisify(execFile)(process.execPath, ['--import', 'tsx', ...args]);
  try {
    for (const [form, options] of Object.entries(FORMS)) {
      await run('scripts/fixtures/make_large.ts', folder, ...options);
      const { stdout } = await run('bench/run.ts', 'large-form', folder);
      yield { benchmark: 'large', form, ...(JSON.parse(stdout) as object) };
      await rm(folder, { recursive: true });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Loads a folder, traces and generates twice each, and says what came out, how long it took and the memory at most. */
export async function benchForm(folder: string) {
  const timed = async <T>(run: () => Promise<T>) => {
    const began = performance.now();
    const result = await run();
    return { result, ms: round(performance.now() - began) };
  };
  const load = await timed(() => loadFolder(nodeRuntime(), folder));
  const engine = load.result;
  const ids = Array.from({ length: 32 }, (_, i) => (i * 1531) % engine.info.vocab);
  const trace = () => timed(() => engine.trace([ids], { logits: 'all', hooks: ['resid'] }));
  const generate = () => timed(() => engine.generate([{ ids }], { maxNewTokens: 16, stopIds: [] }));
  const [first, second, written, again] = [await trace(), await trace(), await generate(), await generate()];
  return {
    loadMs: load.ms,
    firstTraceMs: first.ms,
    traceMs: second.ms,
    firstGenerateMs: written.ms,
    generateMs: again.ms,
    peakMemoryMB: round(process.resourceUsage().maxRSS / 1024),
    sumOfLogits: round(first.result.last.data.reduce((sum, x) => sum + x, 0)),
    generated: written.result.rows[0]!.ids.join(' '),
  };
}
