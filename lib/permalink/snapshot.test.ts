import { describe, expect, it } from 'vitest';
import { compactSnapshot, readSnapshot, type Snapshot } from './snapshot';

const top = [' Paris', ' Lyon', ' Nice', ' Metz', ' Brest', ' Dijon'].map((token, i) => ({
  token,
  probability: 1 / 3 ** (i + 1),
}));

const snapshot: Snapshot = {
  format: 1,
  at: '2026-01-02T03:04:05.000Z',
  provider: 'wasm',
  contentHash: 'ab12',
  sweep: {
    tokens: ['The', ' capital'],
    sourceTokens: ['The', ' capital'],
    alignment: [0, null],
    layers: [0],
    original: { output: ' Paris', top },
    sourceOutcome: { output: ' Rome', top },
    cells: [[{ output: ' Paris', changed: false, effect: 1 / 3, top }, null]],
  },
  explanations: [
    {
      layer: 0,
      position: 0,
      explainerId: 'self-a',
      role: 'self',
      baseId: 'house-a',
      text: 'The output would remain unchanged from <<<Paris>>>.',
      verdict: 'right',
      logProbability: -0.123456789,
    },
  ],
};

describe('a live snapshot', () => {
  it('is read back as it was written', () => {
    expect(readSnapshot(JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot);
  });

  it('is shortened without changing what it says', () => {
    const short = compactSnapshot(snapshot);
    expect(short.sweep.cells[0]?.[0]).toMatchObject({ output: ' Paris', effect: 0.333333 });
    expect(short.sweep.original.top).toHaveLength(5);
    expect(short.explanations[0]?.logProbability).toBe(-0.123457);
    expect(readSnapshot(short)).toEqual(short);
  });

  it('is not read from something else', () => {
    expect(readSnapshot(null)).toBeNull();
    expect(readSnapshot({ ...snapshot, format: 2 })).toBeNull();
    expect(readSnapshot({ ...snapshot, sweep: { tokens: [] } })).toBeNull();
  });
});
