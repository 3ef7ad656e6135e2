import type { NotedRow } from './corpus';

/** Every concept that holds of enough tokens, and which hold of each token. Tokens are counted over rows without their first. */
export class ConceptBank {
  readonly names: string[];
  /** Of how many tokens each concept holds. */
  readonly counts: Int32Array;
  readonly tokens: number;
  private readonly offsets: Int32Array;
  private readonly ids: Int32Array;
  private readonly sets = new Map<number, Uint32Array>();

  /** @param least tokens of a concept that is worth a name */
  constructor(rows: readonly NotedRow[], least = 20) {
    const all = rows.flatMap(({ concepts }) => concepts.slice(1));
    const counts = new Map<string, number>();
    for (const own of all) for (const name of new Set(own)) counts.set(name, (counts.get(name) ?? 0) + 1);
    this.tokens = all.length;
    // A concept of more than half of all tokens is told by what it leaves out.
    this.names = [...counts]
      .filter(([, n]) => n >= least && n <= all.length / 2)
      .map(([name]) => name)
      .sort();
    const numbers = new Map(this.names.map((name, i) => [name, i]));
    this.counts = Int32Array.from(this.names, (name) => counts.get(name)!);
    this.offsets = new Int32Array(all.length + 1);
    const ids: number[] = [];
    all.forEach((own, token) => {
      for (const name of new Set(own)) {
        const number = numbers.get(name);
        if (number !== undefined) ids.push(number);
      }
      this.offsets[token + 1] = ids.length;
    });
    this.ids = Int32Array.from(ids);
  }

  /** The concepts that hold of a token. */
  of(token: number): Int32Array {
    return this.ids.subarray(this.offsets[token], this.offsets[token + 1]);
  }

  /** The tokens of a concept, a bit each. */
  set(concept: number): Uint32Array {
    const known = this.sets.get(concept);
    if (known) return known;
    const bits = new Uint32Array(Math.ceil(this.tokens / 32));
    for (let token = 0; token < this.tokens; token++)
      if (this.of(token).includes(concept)) bits[token >> 5]! |= 1 << (token & 31);
    this.sets.set(concept, bits);
    return bits;
  }
}
