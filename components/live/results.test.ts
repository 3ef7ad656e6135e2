import { describe, expect, it } from 'vitest';
import type { ShownExplanation } from '@/components/patching/explanations';
import type { Snapshot } from '@/lib/permalink/snapshot';
import type { Sweep } from '@/lib/task/patch/body';
import { idleState, reduceLive } from './live-state';

const sweep: Sweep = {
  tokens: ['a'],
  sourceTokens: ['b'],
  alignment: [0],
  layers: [0],
  original: { output: 'x', top: [] },
  sourceOutcome: { output: 'y', top: [] },
  cells: [[null]],
};

const snapshot: Snapshot = {
  format: 1,
  at: '2026-01-02T03:04:05.000Z',
  provider: 'wasm',
  contentHash: 'ab',
  sweep,
  explanations: [
    {
      layer: 0,
      position: 0,
      explainerId: 'self',
      role: 'self',
      baseId: 'a',
      text: 'then',
      verdict: 'right',
      logProbability: -0.1,
    },
  ],
};

const said = (text: string): ShownExplanation => ({
  explainerId: 'self',
  role: 'self',
  baseId: 'a',
  text,
  verdict: 'wrong',
  provider: 'webgpu',
  logProbability: -0.2,
  live: { provider: 'webgpu' },
});

describe('live results', () => {
  it('of a link say when and where they were made', () => {
    const state = idleState(snapshot);
    expect(state.recordedAt).toBe(snapshot.at);
    expect(state.explanations.get('0:0')?.[0]).toMatchObject({
      text: 'then',
      live: { provider: 'wasm', at: snapshot.at },
    });
  });

  it('made here replace those of the link, all of them', () => {
    const measured = reduceLive(idleState(snapshot), { kind: 'measured', sweep });
    expect(measured.recordedAt).toBeNull();
    expect(measured.explanations.size).toBe(0);
  });

  it('keep one answer an explainer and cell, the newest', () => {
    let state = reduceLive(idleState(null), { kind: 'explained', explained: [['0:0', said('first')]] });
    state = reduceLive(state, { kind: 'explained', explained: [['0:0', said('second')]] });
    expect(state.explanations.get('0:0')?.map((e) => e.text)).toEqual(['second']);
  });

  it('stand in one order, self first, whoever answers first', () => {
    const other = { ...said('other'), explainerId: 'other', role: 'other' as const };
    const state = reduceLive(idleState(null), {
      kind: 'explained',
      explained: [
        ['0:0', other],
        ['0:0', said('self')],
      ],
    });
    expect(state.explanations.get('0:0')?.map((e) => e.role)).toEqual(['self', 'other']);
  });

  it('survive a failure and what comes after it', () => {
    let state = reduceLive(idleState(snapshot), { kind: 'failed', message: 'no memory' });
    expect(state.sweep).toBe(sweep);
    state = reduceLive(state, { kind: 'done' });
    expect(state.phase).toEqual({ kind: 'idle' });
  });
});
