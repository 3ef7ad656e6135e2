import * as ort from 'onnxruntime-node';
import { createRuntime, type Runtime } from './runtime';

/** onnxruntime-node on the CPU. `threads` 0 leaves the number to ONNX Runtime (one per core). */
export function nodeRuntime({ threads = 0 }: { threads?: number } = {}): Runtime {
  return createRuntime(ort, 'cpu', {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    ...(threads > 0 ? { intraOpNumThreads: threads } : {}),
    // Threads that spin while they wait win 5-10% alone and lose half where the cores are shared.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    logSeverityLevel: 3,
  });
}
