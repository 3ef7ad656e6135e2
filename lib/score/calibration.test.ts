import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { calibration, type Sureness } from './calibration';

describe('calibration', () => {
  it('is perfect where the share right is what was said', () => {
    const answers = [0.25, 0.75].flatMap((confidence) =>
      Array.from({ length: 8 }, (_, i): Sureness => ({ confidence, right: i < confidence * 8 })),
    );
    const found = calibration(answers);
    expect(found.expectedError).toBeCloseTo(0, 12);
    expect(found.bins).toEqual([
      expect.objectContaining({ from: 0.2, n: 8, confidence: 0.25, right: 0.25 }),
      expect.objectContaining({ from: 0.7, n: 8, confidence: 0.75, right: 0.75 }),
    ]);
  });

  it('weighs how far sureness is from being right by how often it is said', () => {
    const sure: Sureness[] = Array.from({ length: 30 }, (_, i) => ({ confidence: 1, right: i < 15 }));
    const unsure: Sureness[] = Array.from({ length: 10 }, () => ({ confidence: 0, right: false }));
    expect(calibration([...sure, ...unsure]).expectedError).toBeCloseTo((30 * 0.5) / 40, 12);
  });

  it('ranks as a count of all pairs does, ties counted half', () => {
    const random = new Random(3);
    const answers = Array.from({ length: 60 }, (): Sureness => ({
      confidence: random.integer(8) / 8,
      right: random.uniform() < 0.4,
    }));
    let won = 0;
    let pairs = 0;
    for (const a of answers)
      for (const b of answers)
        if (a.right && !b.right) {
          pairs++;
          won += a.confidence > b.confidence ? 1 : a.confidence === b.confidence ? 0.5 : 0;
        }
    expect(calibration(answers).ranking).toBeCloseTo(won / pairs, 12);
  });

  it('says nothing of ranks where all are right', () => {
    expect(calibration([{ confidence: 0.5, right: true }]).ranking).toBeNaN();
  });
});
