import * as Comlink from 'comlink';
import type { Provider } from '@/lib/words';
import type { EngineWorkerApi } from './worker-protocol';

/** A worker of a page or a thread of Node that runs one of `workers/engine.*.ts`. */
export interface EngineThread {
  endpoint: Comlink.Endpoint;
  terminate(): void;
  /** Tells when the thread ends or fails on its own. */
  onFailure(listener: (reason: string) => void): void;
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

type EngineApi = Comlink.Remote<EngineWorkerApi>;

/** What is asked of a worker; `alive` is called whenever it gives a sign of life, and is false once the call is over. */
export type Call<T> = (api: EngineApi, alive: () => boolean) => Promise<T>;

/** The worker is gone or hangs; what it was asked can be asked again. */
export class EngineLost extends Error {}

/** One worker from its start to its end. Whoever waits for it is told when it dies, hangs or loses its GPU device. */
export class EngineWorker {
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
