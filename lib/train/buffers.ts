import type { Feeds, Runtime } from '@/lib/engine/runtime';
import type { Parameter } from '@/lib/model/parameters';
import { NAME } from './objective';

/**
 * Pairs of tensors that take turns as what a run reads and what it writes: memory stays flat, and a run that breaks
 * leaves what was read as it was.
 */
export class Buffers {
  private readonly pairs = new Map<string, { read: Feeds[string]; write: Feeds[string] }>();

  constructor(private readonly runtime: Runtime) {}

  /** Adds a pair that begins with a copy of `data`. */
  put(key: string, { shape, data }: Parameter): void {
    this.pairs.set(key, {
      read: this.runtime.tensor('float32', data.slice(), shape),
      write: this.runtime.tensor('float32', new Float32Array(data.length), shape),
    });
  }

  get size(): number {
    return this.pairs.size;
  }

  get(key: string): Feeds[string] | undefined {
    return this.pairs.get(key)?.read;
  }

  /** What is read, by key. */
  read(): Feeds {
    return Object.fromEntries([...this.pairs].map(([key, { read }]) => [key, read]));
  }

  /** What is written, by the name of the output that writes it. */
  targets(): Feeds {
    return Object.fromEntries([...this.pairs].map(([key, { write }]) => [NAME.updated(key), write]));
  }

  /** Makes what was written what is read. Providers that do not fill the tensors they are given return their own. */
  turn(results: Feeds): void {
    for (const [key, { read }] of this.pairs)
      this.pairs.set(key, { read: results[NAME.updated(key)]!, write: read });
  }

  /** Sets all that is read to zero. */
  clear(): void {
    for (const { read } of this.pairs.values()) (read.data as Float32Array).fill(0);
  }
}
