import { LRUCache } from 'lru-cache';
import type { Answer } from './answer';

/** An answer, and for how long it may be given again without asking: 0 for not at all. */
export interface Made {
  answer: Answer;
  keepMs: number;
}

interface Pending {
  answer: Promise<Answer>;
  /** Readers who still wait for it. */
  readers: number;
  left: AbortController;
}

/**
 * Answers by key, bounded in bytes: those not asked for longest leave first. Whoever asks while an answer is being
 * made gets that one, so that a thousand readers of one page cost one rendering.
 */
export class AnswerCache {
  private readonly kept: LRUCache<string, Answer>;
  private readonly pending = new Map<string, Pending>();

  constructor(maxBytes: number) {
    this.kept = new LRUCache({
      maxSize: maxBytes,
      // One page must not push out all others.
      maxEntrySize: maxBytes / 8,
      sizeCalculation: (answer, key) => answer.bytes + 2 * key.length,
    });
  }

  get bytes(): number {
    return this.kept.calculatedSize;
  }

  /**
   * The answer, made by `make` where there is none. `onLeave` calls back when this reader is gone; once all are who waited
   * for an answer, the signal that `make` was given says so.
   */
  get(
    key: string,
    make: (left: AbortSignal) => Promise<Made>,
    onLeave: (left: () => void) => void,
  ): Promise<Answer> {
    const kept = this.kept.get(key);
    if (kept) return Promise.resolve(kept);
    const pending = this.pending.get(key) ?? this.begin(key, make);
    pending.readers++;
    onLeave(() => {
      if (--pending.readers === 0) pending.left.abort();
    });
    return pending.answer;
  }

  private begin(key: string, make: (left: AbortSignal) => Promise<Made>): Pending {
    const left = new AbortController();
    const answer = make(left.signal)
      .then(({ answer, keepMs }) => {
        if (keepMs > 0) this.kept.set(key, answer, { ttl: keepMs });
        return answer;
      })
      .finally(() => this.pending.delete(key));
    const pending = { answer, readers: 0, left };
    this.pending.set(key, pending);
    return pending;
  }
}
