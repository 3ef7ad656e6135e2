import { describe, expect, it } from 'vitest';
import { activation } from '@/lib/task/activation';
import { patch } from '@/lib/task/patch';
import { compactSnapshot, snapshotVerdict, type Snapshot } from './snapshot';
import { readSnapshot } from './snapshot-schema';

const top = [' Paris', ' Lyon', ' Nice'].map((token, i) => ({ token, probability: 1 / 3 ** (i + 1) }));

const sweep = {
  tokens: ['The', ' capital'],
  sourceTokens: ['The', ' capital'],
  alignment: [0, null],
  layers: [0],
  original: { output: ' Paris', top },
  sourceOutcome: { output: ' Rome', top },
  cells: [[{ output: ' Paris', changed: false, effect: 1 / 3, top }, null]],
};

const said = {
  explainerId: 'house-a.patch.self.8000',
  text: 'The output would remain unchanged from <<<Paris>>>.',
  logProbability: -0.123456789,
};

const shared = { at: '2026-01-02T03:04:05.000Z', provider: 'wasm' as const, contentHash: 'ab12' };

const snapshot: Snapshot = {
  ...shared,
  format: 2,
  task: 'patch',
  detail: sweep,
  explanations: [{ ...said, place: { layer: 0, to: 0, pos: 0 } }],
};

describe('a live snapshot', () => {
  it('is read back as it was written', () => {
    expect(readSnapshot(patch, JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot);
  });

  it('of a link made before there were several tasks is read as it was meant', () => {
    const earlier = {
      ...shared,
      format: 1,
      sweep,
      explanations: [{ ...said, layer: 0, position: 0, role: 'self', baseId: 'house-a', verdict: 'right' }],
    };
    expect(readSnapshot(patch, earlier)).toEqual(snapshot);
    expect(readSnapshot(patch, { ...earlier, sweep: { tokens: [] } })).toBeNull();
  });

  it('of a link made when places had no last layer names one layer at each', () => {
    const earlier = { ...snapshot, explanations: [{ ...said, place: { layer: 0, pos: 0 } }] };
    expect(readSnapshot(patch, JSON.parse(JSON.stringify(earlier)))).toEqual(snapshot);
  });

  it('is shortened without changing what it says', () => {
    const short = compactSnapshot(snapshot);
    expect(short.detail).toMatchObject({ cells: [[{ output: ' Paris', effect: 0.333333 }, null]] });
    expect(short.explanations[0]?.logProbability).toBe(-0.123457);
    expect(readSnapshot(patch, short)).toEqual(short);
  });

  it('is not read from something else', () => {
    expect(readSnapshot(patch, null)).toBeNull();
    expect(readSnapshot(patch, { ...snapshot, format: 3 })).toBeNull();
    expect(readSnapshot(patch, { ...snapshot, task: 'ablate' })).toBeNull();
    expect(readSnapshot(patch, { ...snapshot, detail: { tokens: [] } })).toBeNull();
  });

  it('of a task without places has no detail of its own, and is judged by what was recorded', () => {
    const asked: Snapshot = {
      ...shared,
      format: 2,
      task: 'activation',
      detail: null,
      explanations: [{ ...said, place: {}, text: 'It is <<<Rome>>>.' }],
    };
    expect(readSnapshot(activation, JSON.parse(JSON.stringify(asked)))).toEqual(asked);
    expect(readSnapshot(activation, { ...asked, detail: { answer: ' Rome' } })).toBeNull();
    expect(readSnapshot(patch, { ...asked, task: 'patch' })).toBeNull();
    const [place, text] = [{}, 'It is <<<Rome>>>.'];
    const verdict = (answer: string) =>
      snapshotVerdict(activation, null, asked, { place, text }, { answer, before: null });
    expect([verdict(' Rome'), verdict(' Lima')]).toEqual(['right', 'wrong']);
    expect(snapshotVerdict(activation, null, asked, { place, text })).toBeNull();
  });

  it('gives the verdict that follows from what was measured and said, whatever its maker claims', () => {
    const body = patch.own!.body({ x: 'The capital', s: 'The capital' });
    const verdict = (text: string, place = { layer: 0, pos: 0 }) =>
      snapshotVerdict(patch, body, { ...snapshot, verdict: 'right' } as Snapshot, { place, text });
    expect(verdict(said.text)).toBe('right');
    expect(verdict('The output would remain unchanged from <<<Lyon>>>.')).toBe('partly');
    expect(verdict('The most likely output would change to <<<Rome>>>.')).toBe('wrong');
    expect(verdict(said.text, { layer: 0, pos: 1 })).toBeNull();
  });
});
