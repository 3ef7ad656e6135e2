import { describe, expect, it } from 'vitest';
import { NO_RESULTS, type LiveResults } from './results';
import { snapshotOf } from './snapshot-of';

const now = new Date('2026-05-06T07:08:09.000Z');

const results: LiveResults = {
  provider: 'wasm',
  detail: { cells: [1 / 3] },
  link: null,
  said: new Map([
    [
      '2:3',
      {
        place: { layer: 2, pos: 3 },
        explanations: [
          { explainerId: 'self', text: 'Rome', verdict: 'right', provider: 'wasm', logProbability: -0.5 },
        ],
      },
    ],
  ]),
};

describe('the live results of a link', () => {
  it('are what was measured and said, when and where, and no verdict', () => {
    expect(snapshotOf(results, { task: 'any', contentHash: 'ab', now })).toEqual({
      format: 2,
      task: 'any',
      at: now.toISOString(),
      provider: 'wasm',
      contentHash: 'ab',
      detail: { cells: [0.333333] },
      explanations: [
        { place: { layer: 2, pos: 3 }, explainerId: 'self', text: 'Rome', logProbability: -0.5 },
      ],
    });
  });

  it('are none before anything was measured', () => {
    expect(snapshotOf(NO_RESULTS, { task: 'any', contentHash: 'ab', now })).toBeNull();
  });

  it('keep the time of the link they came by, and are not handed on for other weights', () => {
    const link = { at: '2026-01-02T03:04:05.000Z', contentHash: 'ab' };
    const handOn = (contentHash: string) =>
      snapshotOf({ ...results, link }, { task: 'any', contentHash, now });
    expect(handOn('ab')?.at).toBe(link.at);
    expect(handOn('cd')).toBeNull();
  });
});
