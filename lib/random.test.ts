import { describe, expect, it } from 'vitest';
import { Random } from './random';

const draw = <T>(seed: number, count: number, what: (random: Random) => T) => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => what(random));
};

describe('the random generator', () => {
  it('repeats itself by seed, and only by seed', () => {
    const numbers = (seed: number) => draw(seed, 50, (r) => r.uniform());
    expect(numbers(1)).toEqual(numbers(1));
    expect(numbers(1)).not.toEqual(numbers(2));
    expect(numbers(-1)).toEqual(numbers(2 ** 32 - 1));
  });

  it('goes on from its state', () => {
    const first = new Random(9);
    draw(0, 10, () => first.uniform());
    const second = new Random(first.state);
    expect(second.uniform()).toBe(first.uniform());
  });

  it('has a stream of its own for each seed and list of keys', () => {
    const keys = [[], [0], [0, 0], [1], [0, 1], [1, 0], ['a', 'b'], ['ab'], ['a', 1], ['a1']];
    const states = [0, 1, 2, -1].flatMap((seed) => keys.map((own) => Random.stream(seed, ...own).state));
    expect(new Set(states).size).toBe(states.length);
    expect(Random.stream(1, 'a').uniform()).toBe(Random.stream(1, 'a').uniform());
  });

  it('is as uniform across streams as within one', () => {
    const first = Array.from({ length: 20_000 }, (_, i) => Random.stream(7, i >> 7, i & 127).uniform());
    const tenths = Array.from({ length: 10 }, (_, i) => first.filter((u) => Math.floor(u * 10) === i).length);
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  it('is uniform in [0, 1) and normal with mean 0 and variance 1', () => {
    const uniform = draw(3, 20_000, (r) => r.uniform());
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    const tenths = Array.from(
      { length: 10 },
      (_, i) => uniform.filter((u) => Math.floor(u * 10) === i).length,
    );
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200);
    const normal = draw(4, 20_000, (r) => r.normal());
    const mean = normal.reduce((sum, x) => sum + x, 0) / normal.length;
    const variance = normal.reduce((sum, x) => sum + (x - mean) ** 2, 0) / normal.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });

  it('shuffles into every order alike, and keeps all items', () => {
    const counts = new Map<string, number>();
    for (const order of draw(5, 6000, (r) => r.shuffle([1, 2, 3]).join('')))
      counts.set(order, (counts.get(order) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual(['123', '132', '213', '231', '312', '321']);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('picks items, and nothing from nothing', () => {
    expect(new Set(draw(6, 100, (r) => r.pick(['a', 'b'])))).toEqual(new Set(['a', 'b']));
    expect(new Set(draw(6, 200, (r) => r.integer(3)))).toEqual(new Set([0, 1, 2]));
    expect(() => new Random(1).pick([])).toThrow('nothing to pick from');
  });
});
