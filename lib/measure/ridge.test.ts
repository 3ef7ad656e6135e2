import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { fitProbe } from './ridge';

const normal = (random: Random, width: number) => Float32Array.from({ length: width }, () => random.normal());

describe('a linear probe', () => {
  it('reads classes that a direction tells, and not those that nothing tells', () => {
    const random = new Random(1);
    const draw = () => {
      const vector = normal(random, 8);
      return {
        vector,
        told: vector[2]! > vector[5]! ? 'a' : 'b',
        untold: random.uniform() < 0.5 ? 'a' : 'b',
      };
    };
    const [training, test] = [Array.from({ length: 400 }, draw), Array.from({ length: 400 }, draw)];
    const share = (name: 'told' | 'untold') => {
      const probe = fitProbe(
        training.map(({ vector }) => vector),
        training.map((item) => item[name]),
      );
      return test.filter((item) => probe.classify(item.vector) === item[name]).length / test.length;
    };
    expect(share('told')).toBeGreaterThan(0.95);
    expect(Math.abs(share('untold') - 0.5)).toBeLessThan(0.1);
  });

  it('says the more frequent class where the vectors are all alike, and the only one where there is one', () => {
    const same = Array.from({ length: 5 }, () => new Float32Array([1, 2]));
    expect(fitProbe(same, ['a', 'b', 'b', 'b', 'a']).classify(same[0]!)).toBe('b');
    expect(fitProbe(same, Array<string>(5).fill('c')).classify(new Float32Array([9, 9]))).toBe('c');
  });

  it('finds the weights of least squares where almost nothing is shrunk', () => {
    // Two classes on a line: the score of `b` is x itself, so that the border lies at its middle.
    const vectors = [0, 0, 1, 1].map((x) => new Float32Array([x]));
    const probe = fitProbe(vectors, ['a', 'a', 'b', 'b'], 1e-9);
    expect(probe.classify(new Float32Array([0.49]))).toBe('a');
    expect(probe.classify(new Float32Array([0.51]))).toBe('b');
  });
});
