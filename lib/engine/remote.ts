import * as Comlink from 'comlink';
import type { Adapter } from '@/lib/model/lora';
import type { Provider } from '@/lib/words';
import type { Engine, GenerateOptions, GenerationPrompt } from './engine';
import type { DownloadProgress } from './fetch-folder';
import type { EngineWorkerApi, ModelRequest } from './worker-protocol';

/** A worker of a page or a thread of Node that runs one of `workers/engine.*.ts`. */
export interface EngineThread {
  endpoint: Comlink.Endpoint;
  terminate(): void;
  /** Tells when the thread ends or fails on its own. */
  onFailure(listener: (reason: string) => void): void;
}

export interface EngineHostOptions {
  spawn: () => EngineThread;
  /** Providers to try, best first. */
  providers: readonly Provider[];
  /** A worker that says nothing for this long (milliseconds) counts as hung. */
  timeout?: number;
}

/** The thread that is a worker of the page. */
export function pageThread(worker: Worker): EngineThread {
  return {
    endpoint: worker,
    terminate: () => worker.terminate(),
    onFailure: (listener) =>
      worker.addEventListener('error', (event) => listener(event.message || 'the engine worker failed')),
  };
}

/** A provider that has not opened by then (milliseconds) is passed over; it loads up to 26 MB of its own first. */
const START_TIMEOUT = 180_000;

/** Between two pieces of a model, or after the last one while it is compiled, this may pass (milliseconds). */
const LOAD_TIMEOUT = 180_000;

/**
 * The page's side of the engine worker. It opens the first provider that works, and keeps watch: a call that hangs or
 * a lost GPU device ends the worker, a fresh one is started with the same models, and the call is repeated once.
 */
export class EngineHost {
  private session: Promise<Session> | undefined;
  /** The session that runs now, for what must be known at once. */
  private current: Session | undefined;
  /** Where the newest session runs; the first choice before there is one. */
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
    return {
      // A fresh worker may have found another provider than the one before it.
      get provider() {
        return provider();
      },
      info,
      trace: (...args) => this.call((api) => api.trace(url, ...args)),
      intervene: (...args) => this.call((api) => api.intervene(url, ...args)),
      sweep: (...args) => this.call((api) => api.sweep(url, ...args)),
      generate: (prompts, options) => this.generate(url, prompts, options),
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
    const session = await this.session?.catch(() => undefined);
    await session?.api.cancel();
  }

  /** Ends the worker and everything in it. */
  async close(): Promise<void> {
    const session = await this.session?.catch(() => undefined);
    this.session = undefined;
    this.current = undefined;
    session?.end(new Error('the engine was closed'));
  }

  private generate(
    url: string,
    prompts: GenerationPrompt[],
    { signal, onStep, ...options }: GenerateOptions,
  ) {
    signal?.throwIfAborted();
    return this.call((api, alive) => {
      const step: Parameters<EngineWorkerApi['generate']>[3] = async (tokens) => {
        if (!alive() || signal?.aborted) return 'stop';
        return (await onStep?.(tokens)) ?? [];
      };
      return api.generate(url, prompts, options, Comlink.proxy(step));
    }).catch((error: unknown) => {
      // The worker only knows that it was stopped.
      signal?.throwIfAborted();
      throw error;
    });
  }

  /** Asks the worker; when it is lost, asks the one that takes its place, once. */
  private async call<T>(run: Call<T>, timeout = this.timeout): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const session = await this.open();
      try {
        return await session.guard(run, timeout);
      } catch (error) {
        if (!(error instanceof EngineLost)) throw error;
        this.discard(session, error);
        if (attempt === 2) throw error;
      }
    }
  }

  /** Ends a lost session. Calls that ran in it side by side all come here; the first one makes room for the next. */
  private discard(session: Session, reason: EngineLost): void {
    session.end(reason);
    if (this.current !== session) return;
    this.current = undefined;
    this.session = undefined;
  }

  /** The running session, or a fresh one with all models in it. */
  private open(): Promise<Session> {
    this.session ??= this.start().catch((error: unknown) => {
      this.session = undefined;
      throw error;
    });
    return this.session;
  }

  private async start(): Promise<Session> {
    const session = await this.startProvider();
    this.current = session;
    this.provider = session.provider;
    try {
      for (const { request, adapters } of this.loaded.values()) {
        await session.guard(
          (api, alive) => api.load(request, reporting(alive)),
          Math.max(LOAD_TIMEOUT, this.timeout),
        );
        for (const [name, adapter] of adapters)
          await session.guard((api) => api.addAdapter(request.url, name, adapter), this.timeout);
      }
    } catch (error) {
      this.current = undefined;
      session.end(new Error('its models could not be loaded again'));
      throw error;
    }
    return session;
  }

  private async startProvider(): Promise<Session> {
    const reasons: string[] = [];
    for (const provider of this.options.providers) {
      const session = new Session(this.options.spawn(), provider);
      try {
        await session.guard((api) => api.start(provider), START_TIMEOUT);
        session.watchDevice();
        return session;
      } catch (error) {
        reasons.push(`${provider}: ${error instanceof Error ? error.message : String(error)}`);
        session.end(new Error('the provider did not start'));
      }
    }
    throw new Error(`no provider runs in this browser (${reasons.join('; ')})`);
  }
}

type EngineApi = Comlink.Remote<EngineWorkerApi>;

/** What is asked of a worker; `alive` is called whenever it gives a sign of life, and is false once the call is over. */
type Call<T> = (api: EngineApi, alive: () => boolean) => Promise<T>;

/** A progress callback that the worker can call. What a lost worker had still to say is not passed on. */
function reporting(alive: () => boolean, onProgress?: (progress: DownloadProgress) => void) {
  return Comlink.proxy((progress: DownloadProgress) => {
    if (alive()) onProgress?.(progress);
  });
}

/** The worker is gone or hangs; what it was asked can be asked again. */
class EngineLost extends Error {}

/** One worker. */
class Session {
  readonly api: EngineApi;
  private ended = false;
  private readonly lost: Promise<never>;
  private lose!: (error: Error) => void;

  constructor(
    private readonly thread: EngineThread,
    readonly provider: Provider,
  ) {
    this.api = Comlink.wrap<EngineWorkerApi>(thread.endpoint);
    this.lost = new Promise((_, reject) => (this.lose = reject));
    this.lost.catch(() => undefined);
    thread.onFailure((reason) => this.lose(new EngineLost(reason)));
  }

  /** Rejects with EngineLost when the worker dies, or says nothing for `timeout`, before the call settles. */
  async guard<T>(run: Call<T>, timeout: number): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let hung!: (error: EngineLost) => void;
    const watchdog = new Promise<never>((_, reject) => (hung = reject));
    let over = false;
    const alive = () => {
      if (over) return false;
      clearTimeout(timer);
      timer = setTimeout(() => hung(new EngineLost(`no answer within ${timeout / 1000} s`)), timeout);
      return true;
    };
    alive();
    try {
      return await Promise.race([run(this.api, alive), this.lost, watchdog]);
    } finally {
      over = true;
      clearTimeout(timer);
    }
  }

  watchDevice(): void {
    void this.api
      .deviceLost()
      .then((reason) => this.lose(new EngineLost(`the GPU device was lost: ${reason}`)));
  }

  end(reason: Error): void {
    if (this.ended) return;
    this.ended = true;
    this.lose(reason);
    this.api[Comlink.releaseProxy]();
    this.thread.terminate();
  }
}
