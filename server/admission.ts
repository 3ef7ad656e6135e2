/** More waits than will be served in time: whoever asked should come back later. */
export class Busy extends Error {
  override name = 'Busy';

  constructor(readonly retryAfterSeconds: number) {
    super('The server has more to do than it can answer in time. Try again in a few seconds.');
  }
}

interface Waiting {
  go: () => void;
  timer: NodeJS.Timeout;
}

/**
 * At most `atOnce` pieces of work run at a time and at most `waiting` wait for their turn, none longer than
 * `patienceMs`. Beyond that the answer is a quick `Busy`: a reader who is told so can come again, one who waits for
 * ever cannot, and the work of those who are served stays as fast as the machine is.
 */
export class Admission {
  private running = 0;
  private readonly queue = new Set<Waiting>();

  constructor(private readonly bounds: { atOnce: number; waiting: number; patienceMs: number }) {}

  /**
   * Nobody waits any more for work whose signal is aborted: it leaves the queue.
   * @throws Busy, or the reason of the signal, without having begun the work
   */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.running >= this.bounds.atOnce) await this.turn(signal);
    else this.running++;
    try {
      return await work();
    } finally {
      this.next();
    }
  }

  private turn(signal?: AbortSignal): Promise<void> {
    const busy = new Busy(Math.ceil(this.bounds.patienceMs / 2000));
    if (this.queue.size >= this.bounds.waiting) return Promise.reject(busy);
    return new Promise((resolve, reject) => {
      const leave = (reason: unknown) => {
        clearTimeout(entry.timer);
        if (this.queue.delete(entry)) reject(reason);
      };
      const entry = { go: resolve, timer: setTimeout(() => leave(busy), this.bounds.patienceMs) };
      this.queue.add(entry);
      signal?.addEventListener('abort', () => leave(signal.reason), { once: true });
    });
  }

  /** The place of finished work goes to whoever waits longest. */
  private next(): void {
    const [first] = this.queue;
    if (!first) {
      this.running--;
      return;
    }
    this.queue.delete(first);
    clearTimeout(first.timer);
    first.go();
  }
}
