import { availableParallelism } from 'node:os';
import type { Runtime } from '@/lib/engine/runtime';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { Graph, gemm } from '@/lib/graph';
import { countParameters, initialParameters } from '@/lib/model/parameters';
import { Random } from '@/lib/random';
import { layOut } from '@/lib/train/batch';
import { languageModel } from '@/lib/train/language-model';
import { ADAMW } from '@/lib/train/optimiser';
import { Trainer, freshState } from '@/lib/train/trainer';
import { startTorch } from './torch';
import { CONFIG } from './model';
import { round, roundTiming, time, timingOf, type Timing } from './measure';

const BATCH = 16;
const LENGTH = 128;

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
    languageModel({ config: CONFIG }),
    ADAMW,
    freshState(initialParameters(CONFIG, () => random.normal())),
  );
  const predicted = BATCH * (LENGTH - 1);
  const rows = Array.from({ length: BATCH }, () => ({
    ids: Array.from({ length: LENGTH }, () => random.integer(CONFIG.vocab)),
    answerStart: 1,
  }));
  const shape = { batch: BATCH, length: LENGTH, selected: predicted, vectors: 0 };
  const segments = [layOut(rows, shape, CONFIG.dModel, 0)];
  const ourStep = () => trainer.step(segments, 1e-3);
  const matmul = await largeMatmul(runtime);
  const used = threads || availableParallelism();
  const rival = torch
    ? await startTorch('train_torch.py', { ...CONFIG, ...ADAMW, batch: BATCH, length: LENGTH, threads: used })
    : null;
  for (let i = 0; i < 3; i++) {
    await ourStep();
    await matmul.run();
  }
  // In turns, so that a ratio holds even where other processes come and go.
  const times = { ours: [] as number[], torch: [] as number[], matmul: [] as number[] };
  for (let i = 0; i < steps; i++) {
    times.ours.push(await time(ourStep));
    times.matmul.push(await time(matmul.run));
    if (rival) times.torch.push(await rival.run('step'));
  }
  const peakMemoryMB = round(process.resourceUsage().maxRSS / 1024);
  rival?.end();
  await trainer.dispose();
  await matmul.release();

  const flops = stepFlops(predicted);
  const ours = describe(timingOf(times.ours), flops);
  const product = timingOf(times.matmul);
  const matmulGflops = round(matmul.flops / product.median / 1e6);
  const reference = rival && describe(timingOf(times.torch), flops);
  return {
    benchmark: 'train',
    threads: used,
    parameters: countParameters(CONFIG),
    tokens: BATCH * LENGTH,
    gflop: round(flops / 1e9),
    ours: { ...ours, peakMemoryMB },
    matmulGflops,
    shareOfMatmul: round(ours.gflops / matmulGflops),
    shareOfFastest: round((flops / ours.msPerStep.min) * (product.min / matmul.flops)),
    torch: rival && { version: rival.version, ...reference },
    speedup: reference && round(reference.msPerStep.median / ours.msPerStep.median),
    speedupOfFastest: reference && round(reference.msPerStep.min / ours.msPerStep.min),
  };
}

function describe(step: Timing, flops: number) {
  return {
    msPerStep: roundTiming(step),
    tokensPerSecond: round((BATCH * LENGTH * 1000) / step.median),
    gflops: round(flops / step.median / 1e6),
  };
}

/** One large matrix product on the same runtime: what the machine gives at best. */
async function largeMatmul(runtime: Runtime) {
  const n = 1536;
  const graph = new Graph();
  graph.output('c', gemm(graph.input('a', 'float32', [n, n]), graph.input('b', 'float32', [n, n])));
  const session = await runtime.compile(graph);
  const matrix = () => runtime.tensor('float32', new Float32Array(n * n).fill(0.5), [n, n]);
  const feeds = { a: matrix(), b: matrix() };
  const fetches = { c: matrix() };
  return {
    flops: 2 * n ** 3,
    run: () => session.run(feeds, fetches),
    release: () => session.release(),
  };
}
