import { execFile } from 'node:child_process';
import path from 'node:path';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import type { Runtime } from '@/lib/engine/runtime';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { Graph, encode, gemm } from '@/lib/graph';
import type { ModelConfig } from '@/lib/model/config';
import { countParameters, initialParameters } from '@/lib/model/parameters';
import { Random } from '@/lib/random';
import { layOut } from '@/lib/train/batch';
import { ADAMW } from '@/lib/train/step';
import { Trainer, freshState } from '@/lib/train/trainer';
import { measure, round, roundTiming, type Timing } from './measure';

const BATCH = 16;
const LENGTH = 128;

/** The workload that PLATFORM's table was measured on, in llama shape. */
const CONFIG: ModelConfig = {
  architecture: 'llama',
  dModel: 192,
  dFeedForward: 512,
  layers: 4,
  heads: 6,
  keyValueHeads: 6,
  headDim: 32,
  vocab: 4096,
  maxPositions: LENGTH,
  normEps: 1e-6,
  ropeTheta: 10000,
  tiedEmbeddings: true,
  initializerRange: 0.02,
  bosId: null,
  eosId: null,
};

/** Floating-point operations of the matrix products of a step; the backward pass has twice those of the forward. */
function stepFlops(predicted: number): number {
  const tokens = BATCH * LENGTH;
  const { layers, dModel, dFeedForward, vocab } = CONFIG;
  const weights = layers * (4 * dModel * dModel + 3 * dModel * dFeedForward);
  const attention = layers * 4 * BATCH * LENGTH * LENGTH * dModel;
  return 3 * (2 * tokens * weights + attention + 2 * predicted * dModel * vocab);
}

/** One step (forward, backward, clipping, AdamW) with the loss at every position. */
export async function benchTrain({
  threads,
  steps,
  torch,
}: {
  threads: number;
  steps: number;
  torch: boolean;
}) {
  const runtime = nodeRuntime({ threads });
  const random = new Random(1);
  const trainer = new Trainer(
    runtime,
    CONFIG,
    ADAMW,
    freshState(initialParameters(CONFIG, () => random.normal())),
  );
  const predicted = BATCH * (LENGTH - 1);
  const rows = Array.from({ length: BATCH }, () => ({
    ids: Array.from({ length: LENGTH }, () => random.integer(CONFIG.vocab)),
    answerStart: 1,
  }));
  const shape = { batch: BATCH, length: LENGTH, selected: predicted, vectors: false };
  const segments = [layOut(rows, shape, CONFIG.dModel, 0)];
  const step = await measure(() => trainer.step(segments, 1e-3), { runs: steps });
  await trainer.dispose();
  const flops = stepFlops(predicted);
  const used = threads || availableParallelism();
  const ours = { ...describe(step, flops), peakMemoryMB: round(process.resourceUsage().maxRSS / 1024) };
  const matmul = await matmulRate(runtime);
  const reference = torch ? await runTorch(used, steps) : null;
  return {
    benchmark: 'train',
    threads: used,
    parameters: countParameters(CONFIG),
    tokens: BATCH * LENGTH,
    gflop: round(flops / 1e9),
    ours,
    matmulGflops: round(matmul),
    shareOfMatmul: round(ours.gflops / matmul),
    torch: reference && { version: reference.version, ...describe(reference.step, flops) },
    speedup: reference && round(reference.step.median / step.median),
  };
}

function describe(step: Timing, flops: number) {
  return {
    msPerStep: roundTiming(step),
    tokensPerSecond: round((BATCH * LENGTH * 1000) / step.median),
    gflops: round(flops / step.median / 1e6),
  };
}

/** GFLOP/s of one large matrix product on the same runtime: what the machine gives at best. */
async function matmulRate(runtime: Runtime): Promise<number> {
  const n = 1536;
  const graph = new Graph();
  graph.output('c', gemm(graph.input('a', 'float32', [n, n]), graph.input('b', 'float32', [n, n])));
  const session = await runtime.compile(encode(graph));
  const data = new Float32Array(n * n).fill(0.5);
  const feeds = {
    a: runtime.tensor('float32', data, [n, n]),
    b: runtime.tensor('float32', data.slice(), [n, n]),
  };
  const fetches = { c: runtime.tensor('float32', new Float32Array(n * n), [n, n]) };
  const { median } = await measure(() => session.run(feeds, fetches));
  await session.release();
  return (2 * n ** 3) / median / 1e6;
}

/** The same step in PyTorch, in the first Python that has it; null where none has. */
async function runTorch(threads: number, steps: number): Promise<{ version: string; step: Timing } | null> {
  const settings = JSON.stringify({ ...CONFIG, ...ADAMW, batch: BATCH, length: LENGTH, threads, steps });
  for (const python of ['python3', '/usr/bin/python3']) {
    const has = await promisify(execFile)(python, ['-c', 'import torch']).catch(() => null);
    if (!has) continue;
    const script = path.join(import.meta.dirname, 'train_torch.py');
    const { stdout } = await promisify(execFile)(python, [script, settings]);
    return JSON.parse(stdout) as { version: string; step: Timing };
  }
  return null;
}
