/**
 * A seeded random generator whose whole state is one number: splitmix32 (Steele, Lea and Flood 2014, in its
 * 32-bit form). Good enough for shuffling and initial weights; not for secrets.
 */
export class Random {
  constructor(public state: number) {
    this.state = state >>> 0;
  }

  /**
   * A generator of its own for what `keys` name: streams of one seed are independent of one another, and each is the same
   * whatever the others have drawn.
   */
  static stream(seed: number, ...keys: readonly (string | number)[]): Random {
    // FNV-1a over the keys with a separator, so that ('a', 'b') and ('ab') differ.
    let hash = 0x811c9dc5;
    for (const character of [seed, ...keys].map((key) => `${key}\0`).join(''))
      hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
    return new Random(hash);
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    let z = this.state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return ((z ^ (z >>> 16)) >>> 0) / 2 ** 32;
  }

  /** Uniform integer in [0, bound). */
  integer(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    const u = 1 - this.uniform();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.uniform());
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('nothing to pick from');
    return items[this.integer(items.length)]!;
  }

  /** Shuffles in place (Fisher and Yates) and returns the array. */
  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [items[i], items[j]] = [items[j]!, items[i]!];
    }
    return items;
  }
}
