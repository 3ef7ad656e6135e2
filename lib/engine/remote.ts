import * as Comlink from 'comlink';
import type { Engine } from './engine';
import type { DownloadProgress } from './fetch-folder';
import type { EngineWorkerApi, ModelRequest, WebProvider } from './worker-protocol';

export interface EngineHostOptions {
  /** Starts a worker that runs `workers/engine.worker.ts`. */
  spawn: () => Worker;
  /** Providers to try, best first. */
  providers: readonly WebProvider[];
  /** A call that takes longer than this (milliseconds) counts as hung. Loading a model has no limit. */
  timeout?: number;
}

/** A provider that has not opened by then (milliseconds) is passed over; it loads up to 26 MB of its own first. */
const START_TIMEOUT = 180_000;

/**
 * The page's side of the engine worker. It opens the first provider that works, and keeps watch: a call that hangs or
 * a lost GPU device ends the worker, a fresh one is started with the same models, and the call is repeated once.
 */
export class EngineHost {
  private session: Promise<Session> | undefined;
  /** The session that runs now, for what must be known at once. */
  private current: Session | undefined;
  /** Where the newest session runs; the first choice before there is one. */
  private provider: WebProvider;
  /** Models that a fresh worker must load again. */
  private readonly loaded = new Map<string, ModelRequest>();
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
    const load = (api: EngineApi) => api.load(request, Comlink.proxy(onProgress));
    const info = await this.call(load, Number.POSITIVE_INFINITY);
    const { url } = request;
    this.loaded.set(url, request);
    const provider = () => this.provider;
    return {
      // A fresh worker may have found another provider than the one before it.
      get provider() {
        return provider();
      },
      info,
      trace: (...args) => this.call((api) => api.trace(url, ...args)),
      intervene: (...args) => this.call((api) => api.intervene(url, ...args)),
      generate: (...args) => this.call((api) => api.generate(url, ...args)),
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

  /** Asks the worker; when it is lost, asks the one that takes its place, once. */
  private async call<T>(run: (api: EngineApi) => Promise<T>, timeout = this.timeout): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const session = await this.open();
      try {
        return await session.guard(run(session.api), timeout);
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
      for (const request of this.loaded.values())
        await session.guard(
          session.api.load(
            request,
            Comlink.proxy(() => undefined),
          ),
        );
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
        await session.guard(session.api.start(provider), START_TIMEOUT);
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

/** The worker is gone or hangs; what it was asked can be asked again. */
class EngineLost extends Error {}

/** One worker. */
class Session {
  readonly api: EngineApi;
  private ended = false;
  private readonly lost: Promise<never>;
  private lose!: (error: Error) => void;

  constructor(
    private readonly worker: Worker,
    readonly provider: WebProvider,
  ) {
    this.api = Comlink.wrap<EngineWorkerApi>(worker);
    this.lost = new Promise((_, reject) => (this.lose = reject));
    this.lost.catch(() => undefined);
    worker.addEventListener('error', (event) =>
      this.lose(new EngineLost(event.message || 'the engine worker failed')),
    );
  }

  /** Rejects with EngineLost when the worker dies, or takes longer than `timeout`, before the promise settles. */
  async guard<T>(promise: Promise<T>, timeout?: number): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watchdog = new Promise<never>((_, reject) => {
      if (timeout !== undefined && Number.isFinite(timeout))
        timer = setTimeout(() => reject(new EngineLost(`no answer within ${timeout / 1000} s`)), timeout);
    });
    try {
      return await Promise.race([promise, this.lost, watchdog]);
    } finally {
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
    this.worker.terminate();
  }
}
