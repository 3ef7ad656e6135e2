import type { DownloadProgress } from './fetch-folder';
import type { Engine } from './engine';
import { loadEngine, type FolderReader } from './load';
import type { Runtime } from './runtime';
import type { EngineWorkerApi, ModelRequest } from './worker-protocol';

interface Watched {
  signal: AbortSignal;
  onProgress: (progress: DownloadProgress) => void;
}

/** What differs between a worker of a page and a thread of Node. */
export interface WorkerPlatform {
  /** Opens a provider. Rejects when it does not exist here or does not work. */
  runtime(provider: Runtime['provider']): Promise<Runtime>;
  /** Reads the folder of a model. */
  folder(request: ModelRequest, options: Watched): Promise<FolderReader>;
}

/** The engine behind a page or a command: one provider, any number of models, nothing on the caller's thread. */
export function createWorkerApi(platform: WorkerPlatform): EngineWorkerApi {
  let runtime: Runtime | undefined;
  let downloads = new AbortController();
  const engines = new Map<string, Promise<Engine>>();
  const downloading = new Set<string>();

  const engine = (url: string): Promise<Engine> => {
    const loaded = engines.get(url);
    if (!loaded) throw new Error(`${url} is not loaded`);
    return loaded;
  };

  return {
    async start(provider) {
      runtime = await platform.runtime(provider);
    },
    async load(request, onProgress) {
      const { url } = request;
      const current = runtime;
      if (!current) throw new Error('the worker has not been started');
      let loading = engines.get(url);
      if (!loading) {
        // Taken before anything is awaited: a cancellation after this line is meant for this download.
        const { signal } = downloads;
        loading = request.files
          ? loadFiles(current, request.files, { signal, onProgress })
          : platform
              .folder(request, { signal, onProgress })
              .then((read) => loadEngine(current, read))
              .then((engine) => verified(engine, request));
        engines.set(url, loading);
        downloading.add(url);
        try {
          await loading;
        } catch (error) {
          if (engines.get(url) === loading) engines.delete(url);
          throw error;
        } finally {
          downloading.delete(url);
        }
      }
      return (await loading).info;
    },
    cancel() {
      downloads.abort(new Error('cancelled'));
      downloads = new AbortController();
      // A later request for one of them starts a download of its own.
      for (const url of downloading) engines.delete(url);
    },
    async unload(url) {
      const loaded = engines.get(url);
      engines.delete(url);
      await (await loaded)?.dispose();
    },
    trace: async (url, ids, options) => (await engine(url)).trace(ids, options),
    intervene: async (url, ids, edits, options) => (await engine(url)).intervene(ids, edits, options),
    sweep: async (url, ids, patches, onCells) => (await engine(url)).sweep(ids, patches, onCells),
    async generate(url, prompts, options, onStep) {
      if (!onStep) return (await engine(url)).generate(prompts, options);
      const stop = new AbortController();
      return (await engine(url)).generate(prompts, {
        ...options,
        signal: stop.signal,
        async onStep(tokens) {
          const reply = await onStep(tokens);
          if (reply === 'stop') stop.abort(new Error('cancelled'));
          return reply === 'stop' ? [] : reply;
        },
      });
    },
    addAdapter: async (url, name, adapter) => (await engine(url)).addAdapter(name, adapter),
    deviceLost: () => runtime?.lost ?? new Promise(() => undefined),
  };
}

/** @throws Error where what was loaded is not what was meant */
function verified(engine: Engine, { url, weightsHash }: ModelRequest): Engine {
  const { contentHash } = engine.info;
  if (weightsHash === undefined || contentHash === weightsHash) return engine;
  throw new Error(
    `${url} does not have the recorded weights: their SHA-256 is ${contentHash.slice(0, 12)}, not ${weightsHash.slice(0, 12)}`,
  );
}

/** Loads a model from files that lie elsewhere, and says how many bytes of its weights were read. */
function loadFiles(
  runtime: Runtime,
  files: ReadonlyMap<string, Blob>,
  { signal, onProgress }: Watched,
): Promise<Engine> {
  const weights = [...files].filter(([name]) => name.endsWith('.safetensors'));
  const total = weights.reduce((sum, [, { size }]) => sum + size, 0);
  let received = 0;
  return loadEngine(runtime, async (name) => files.get(name) ?? null, {
    onBytes(bytes) {
      signal.throwIfAborted();
      received += bytes.length;
      onProgress({ file: 'model.safetensors', received, total });
    },
  });
}
