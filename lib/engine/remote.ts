import * as Comlink from 'comlink';
import type { Adapter } from '@/lib/model/lora';
import type { Provider } from '@/lib/words';
import type { Engine, GenerateOptions, GenerationPrompt } from './engine';
import type { DownloadProgress } from './fetch-folder';
import { EngineLost, EngineWorker, type Call, type EngineThread } from './engine-worker';
import type { EngineWorkerApi, ModelRequest } from './worker-protocol';

export { pageThread, type EngineThread } from './engine-worker';

export interface EngineHostOptions {
  spawn: () => EngineThread;
  /** Providers to try, best first. */
  providers: readonly Provider[];
  /** A worker that says nothing for this long (milliseconds) counts as hung. */
  timeout?: number;
}

/** A provider that has not opened by then (milliseconds) is passed over; it loads up to 26 MB of its own first. */
const START_TIMEOUT = 180_000;

/** The fewest bytes of weights that a slow computer gets through in a millisecond, whatever it does with them. */
const SLOWEST = 2_000;

/** Between two pieces of a model, or after the last one while it is compiled, this may pass (milliseconds). */
const LOAD_TIMEOUT = 180_000;

/**
 * The page's side of the engine worker. It opens the first provider that works, and keeps watch: a call that hangs or
 * a lost GPU device ends the worker, a fresh one is started with the same models, and the call is repeated once.
 */
export class EngineHost {
  private worker: Promise<EngineWorker> | undefined;
  /** The worker that runs now, for what must be known at once. */
  private current: EngineWorker | undefined;
  /** Where the newest worker runs; the first choice before there is one. */
  private provider: Provider;
  /** Models that a fresh worker must load again, with their adapters. */
  private readonly loaded = new Map<string, { request: ModelRequest; adapters: Map<string, Adapter> }>();
  private readonly timeout: number;

  constructor(private readonly options: EngineHostOptions) {
    this.timeout = options.timeout ?? 60_000;
    this.provider = options.providers[0]!;
  }

  /** Loads a model folder, or gives the engine that has it already. */
  async load(
    request: ModelRequest,
    onProgress: (progress: DownloadProgress) => void = () => undefined,
  ): Promise<Engine> {
    const info = await this.call(
      (api, alive) => api.load(request, reporting(alive, onProgress)),
      Math.max(LOAD_TIMEOUT, this.timeout),
    );
    const { url } = request;
    const adapters = this.loaded.get(url)?.adapters ?? new Map<string, Adapter>();
    this.loaded.set(url, { request, adapters });
    const provider = () => this.provider;
    // The first run with a large model prepares all its weights, and says nothing meanwhile.
    const patience = this.timeout + bytesOf(request) / SLOWEST;
    return {
      // A fresh worker may have found another provider than the one before it.
      get provider() {
        return provider();
      },
      info,
      trace: (...args) => this.call((api) => api.trace(url, ...args), patience),
      intervene: (...args) => this.call((api) => api.intervene(url, ...args), patience),
      sweep: (ids, patches, onCells) =>
        this.call(
          (api, alive) => api.sweep(url, ids, patches, onCells && reporting(alive, onCells)),
          patience,
        ),
      generate: (prompts, options) => this.generate(url, prompts, options, patience),
      addAdapter: async (name, adapter) => {
        await this.call((api) => api.addAdapter(url, name, adapter));
        adapters.set(name, adapter);
      },
      dispose: async () => {
        this.loaded.delete(url);
        await this.current?.api.unload(url);
      },
    };
  }

  /** Stops downloads under way. */
  async cancel(): Promise<void> {
    // In the order of the calls, while the worker starts as well: a load that is asked for later is not meant.
    await this.worker?.then(
      (worker) => worker.api.cancel(),
      () => undefined,
    );
  }

  /** Ends the worker and everything in it. */
  async close(): Promise<void> {
    const worker = await this.worker?.catch(() => undefined);
    this.worker = undefined;
    this.current = undefined;
    worker?.end(new Error('the engine was closed'));
  }

  private generate(
    url: string,
    prompts: GenerationPrompt[],
    { signal, onStep, ...options }: GenerateOptions,
    patience: number,
  ) {
    signal?.throwIfAborted();
    return this.call((api, alive) => {
      const step: Parameters<EngineWorkerApi['generate']>[3] = async (tokens) => {
        if (!alive() || signal?.aborted) return 'stop';
        return (await onStep?.(tokens)) ?? [];
      };
      return api.generate(url, prompts, options, Comlink.proxy(step));
    }, patience).catch((error: unknown) => {
      // The worker only knows that it was stopped.
      signal?.throwIfAborted();
      throw error;
    });
  }

  /** Asks the worker; when it is lost, asks the one that takes its place, once. */
  private async call<T>(run: Call<T>, timeout = this.timeout): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const worker = await this.open();
      try {
        return await worker.guard(run, timeout);
      } catch (error) {
        if (!(error instanceof EngineLost)) throw error;
        this.discard(worker, error);
        if (attempt === 2) throw error;
      }
    }
  }

  /** Ends a lost worker. Calls that ran in it side by side all come here; the first one makes room for the next. */
  private discard(worker: EngineWorker, reason: EngineLost): void {
    worker.end(reason);
    if (this.current !== worker) return;
    this.current = undefined;
    this.worker = undefined;
  }

  /** The running worker, or a fresh one with all models in it. */
  private open(): Promise<EngineWorker> {
    this.worker ??= this.start().catch((error: unknown) => {
      this.worker = undefined;
      throw error;
    });
    return this.worker;
  }

  private async start(): Promise<EngineWorker> {
    const worker = await this.startProvider();
    this.current = worker;
    this.provider = worker.provider;
    try {
      for (const { request, adapters } of this.loaded.values()) {
        await worker.guard(
          (api, alive) => api.load(request, reporting(alive)),
          Math.max(LOAD_TIMEOUT, this.timeout),
        );
        for (const [name, adapter] of adapters)
          await worker.guard((api) => api.addAdapter(request.url, name, adapter), this.timeout);
      }
    } catch (error) {
      this.current = undefined;
      worker.end(new Error('its models could not be loaded again'));
      throw error;
    }
    return worker;
  }

  private async startProvider(): Promise<EngineWorker> {
    const reasons: string[] = [];
    for (const provider of this.options.providers) {
      const worker = new EngineWorker(this.options.spawn(), provider);
      try {
        await worker.guard((api) => api.start(provider), START_TIMEOUT);
        worker.watchDevice();
        return worker;
      } catch (error) {
        reasons.push(`${provider}: ${error instanceof Error ? error.message : String(error)}`);
        worker.end(new Error('the provider did not start'));
      }
    }
    throw new Error(`no provider works in this browser (${reasons.join('; ')})`);
  }
}

/** Size of the files of a model that lie on a reader's disk; 0 for one of the site, which are small. */
const bytesOf = ({ files }: ModelRequest): number =>
  [...(files?.values() ?? [])].reduce((sum, { size }) => sum + size, 0);

/** A callback that the worker can call as it goes. What comes when the call is over, or from a lost worker, is not passed on. */
function reporting<T = DownloadProgress>(alive: () => boolean, onNews?: (news: T) => void) {
  return Comlink.proxy((news: T) => {
    if (alive()) onNews?.(news);
  });
}
