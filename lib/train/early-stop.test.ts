import { describe, expect, it } from 'vitest';
import { assessHeldOut } from './early-stop';

const record = (...losses: number[]) => losses.map((loss, i) => ({ step: 10 * (i + 1), loss }));

describe('early stopping', () => {
  const stopping = { patience: 2, minDelta: 0.1 };

  it('waits as long as it is told for something better', () => {
    expect(assessHeldOut([], stopping)).toEqual({ best: null, stop: false });
    expect(assessHeldOut(record(3, 2, 2.5), stopping)).toEqual({ best: { step: 20, loss: 2 }, stop: false });
    expect(assessHeldOut(record(3, 2, 2.5, 2.4), stopping)).toEqual({
      best: { step: 20, loss: 2 },
      stop: true,
    });
    expect(assessHeldOut(record(3, 2, 2.5, 1.8, 1.9), stopping).stop).toBe(false);
  });

  it('does not count as better what is so by less than the least', () => {
    expect(assessHeldOut(record(2, 1.95, 1.91), stopping)).toEqual({
      best: { step: 10, loss: 2 },
      stop: true,
    });
  });
});
