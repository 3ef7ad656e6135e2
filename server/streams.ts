import type { ServerResponse } from 'node:http';
import { Admission } from './admission';

/** A caller has as many exports under way as it may have. */
export class TooManyStreams extends Error {
  override name = 'TooManyStreams';

  constructor(readonly atOnce: number) {
    super(`You are reading ${atOnce} exports already. Ask again when one of them has ended.`);
  }
}

export interface StreamBounds {
  /** Exports under way at a time, of everybody and of one caller. */
  atOnce: number;
  ofOne: number;
  /** How many wait for a place, and how long. */
  waiting: number;
  patienceMs: number;
  /** A reader who has taken nothing for so long is not waited for. */
  stallMs: number;
}

/**
 * Answers that go out as fast as they are read: they may take minutes, so that they have places of their own and keep no page
 * waiting; one caller has only some of these, and none that it does not read from.
 */
export class Streams {
  private readonly admission: Admission;
  private readonly readers = new Map<string, number>();

  constructor(private readonly bounds: StreamBounds) {
    this.admission = new Admission(bounds);
  }

  /** @throws TooManyStreams, or what `Admission.run` throws, without having begun */
  async run(
    caller: string,
    response: ServerResponse,
    work: () => Promise<unknown>,
    left: AbortSignal,
  ): Promise<void> {
    const { ofOne, stallMs } = this.bounds;
    const already = this.readers.get(caller) ?? 0;
    if (already >= ofOne) throw new TooManyStreams(ofOne);
    this.readers.set(caller, already + 1);
    try {
      await this.admission.run(() => {
        response.setTimeout(stallMs, () => response.destroy());
        return work();
      }, left);
    } finally {
      const others = this.readers.get(caller)! - 1;
      if (others > 0) this.readers.set(caller, others);
      else this.readers.delete(caller);
    }
  }
}
