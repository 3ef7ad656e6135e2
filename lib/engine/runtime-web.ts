import { Graph, add } from '@/lib/graph';
import { createRuntime, type Runtime } from './runtime';

/** Where the page's server keeps ONNX Runtime's own files; copied there by the build. */
const ORT_FILES = '/ort/';

/** More threads than this bring nothing at the sizes a page runs. */
const MAX_THREADS = 4;

/**
 * onnxruntime-web in a worker, on one provider: with a list it would fall back in silence, so whoever wants a fallback
 * asks again for the other one. The WebGPU build is loaded only for WebGPU, because it runs WASM several times slower.
 *
 * Throws an Error when the provider does not exist here or does not work.
 */
export async function webRuntime(provider: 'wasm' | 'webgpu'): Promise<Runtime> {
  if (provider === 'webgpu') {
    if (!('gpu' in navigator) || !(await navigator.gpu.requestAdapter()))
      throw new Error('this browser has no WebGPU adapter');
    const ort = await import('onnxruntime-web/webgpu');
    ort.env.wasm.wasmPaths = ORT_FILES;
    ort.env.logLevel = 'error';
    const options = { executionProviders: ['webgpu'], graphOptimizationLevel: 'all' } as const;
    // The device exists only once a session does, so the watch on it begins with the first one.
    let lose: (reason: string) => void;
    const lost = new Promise<string>((resolve) => (lose = resolve));
    const runtime = createRuntime(ort, 'webgpu', options, lost);
    return tried({
      ...runtime,
      async compile(graph, staying) {
        const session = await runtime.compile(graph, staying);
        const device = (await ort.env.webgpu.device) as GPUDevice | undefined;
        void device?.lost.then(({ message }) => lose(message || 'no reason given'));
        return session;
      },
    });
  }
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.wasmPaths = ORT_FILES;
  ort.env.logLevel = 'error';
  ort.env.wasm.numThreads = globalThis.crossOriginIsolated
    ? Math.min(MAX_THREADS, navigator.hardwareConcurrency)
    : 1;
  return tried(createRuntime(ort, 'wasm', { executionProviders: ['wasm'], graphOptimizationLevel: 'all' }));
}

/**
 * Runs the smallest graph there is. ONNX Runtime fetches its own files and opens a device with the first session, so
 * this is when a provider turns out not to work. The session is kept: with the last one the device would go.
 */
async function tried(runtime: Runtime): Promise<Runtime> {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [1]);
  graph.output('sum', add(x, x));
  const session = await runtime.compile(graph);
  const { sum } = await session.run({ x: runtime.tensor('float32', Float32Array.of(1), [1]) }, ['sum']);
  if ((sum?.data as Float32Array | undefined)?.[0] !== 2)
    throw new Error(`${runtime.provider} gives a wrong result`);
  return runtime;
}
