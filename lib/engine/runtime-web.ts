import { createRuntime, type Runtime } from './runtime';

/** Where the page's server keeps ONNX Runtime's own files; copied there by the build. */
const ORT_FILES = '/ort/';

/** More threads than this bring nothing at the sizes a page runs. */
const MAX_THREADS = 4;

/**
 * onnxruntime-web in a worker, on one provider: with a list it would fall back in silence, so whoever wants a fallback
 * asks again for the other one. The WebGPU build is loaded only for WebGPU, because it runs WASM several times slower.
 *
 * Throws an Error when the provider does not exist here.
 */
export async function webRuntime(provider: 'wasm' | 'webgpu'): Promise<Runtime> {
  if (provider === 'webgpu') {
    if (!('gpu' in navigator) || !(await navigator.gpu.requestAdapter()))
      throw new Error('this browser offers no WebGPU adapter');
    const ort = await import('onnxruntime-web/webgpu');
    ort.env.wasm.wasmPaths = ORT_FILES;
    ort.env.logLevel = 'error';
    const options = { executionProviders: ['webgpu'], graphOptimizationLevel: 'all' } as const;
    // The device exists only once a session does, so the watch on it begins with the first one.
    let lose: (reason: string) => void;
    const lost = new Promise<string>((resolve) => (lose = resolve));
    const runtime = createRuntime(ort, 'webgpu', options, lost);
    return {
      ...runtime,
      async compile(model) {
        const session = await runtime.compile(model);
        const device = (await ort.env.webgpu.device) as GPUDevice | undefined;
        void device?.lost.then(({ message }) => lose(message || 'no reason given'));
        return session;
      },
    };
  }
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.wasmPaths = ORT_FILES;
  ort.env.logLevel = 'error';
  ort.env.wasm.numThreads = globalThis.crossOriginIsolated
    ? Math.min(MAX_THREADS, navigator.hardwareConcurrency)
    : 1;
  return createRuntime(ort, 'wasm', { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
}
