import { LRUCache } from 'lru-cache';
import type { Answer } from './answer';

/** An answer, and for how long it may be given again without asking: 0 for not at all. */
export interface Made {
  answer: Answer;
  keepMs: number;
}

/**
 * Answers by key, bounded in bytes: those not asked for longest leave first. Whoever asks while an answer is being
 * made gets that one, so that a thousand readers of one page cost one rendering.
 */
export class AnswerCache {
  private readonly kept: LRUCache<string, Answer>;
  private readonly pending = new Map<string, Promise<Answer>>();

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

  async get(key: string, make: () => Promise<Made>): Promise<Answer> {
    const found = this.kept.get(key) ?? this.pending.get(key);
    if (found) return found;
    const made = make()
      .then(({ answer, keepMs }) => {
        if (keepMs > 0) this.kept.set(key, answer, { ttl: keepMs });
        return answer;
      })
      .finally(() => this.pending.delete(key));
    this.pending.set(key, made);
    return made;
  }
}
