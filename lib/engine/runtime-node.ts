import * as ort from 'onnxruntime-node';
import { createRuntime, type Runtime } from './runtime';

/** More threads than any machine has cores for would only exhaust it. */
export const MOST_THREADS = 256;

/** onnxruntime-node on the CPU. `threads` 0 leaves the number to ONNX Runtime (one per core). */
export function nodeRuntime({ threads = 0 }: { threads?: number } = {}): Runtime {
  if (!Number.isInteger(threads) || threads < 0 || threads > MOST_THREADS)
    throw new Error(`ONNX Runtime takes 0 to ${MOST_THREADS} threads, not ${threads}`);
  return createRuntime(ort, 'cpu', {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    ...(threads > 0 ? { intraOpNumThreads: threads } : {}),
    // Threads that spin while they wait win 5-10% alone and lose half where the cores are shared.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    logSeverityLevel: 3,
  });
}
