import { describe, expect, it } from 'vitest';
import type { ShownExplanation } from '@/components/item/explanations';
import type { Snapshot } from '@/lib/permalink/snapshot';
import type { AnyTask } from '@/lib/task/task';
import { NO_RESULTS, reduceResults, resultsOf } from './results';
import { snapshotOf } from './snapshot-of';

/** What is said is right where it is the word at its place. */
const task = {
  at: (_body: unknown, detail: string[], { pos }: { pos: number }) =>
    detail[pos] === undefined ? null : { body: null, truth: detail[pos] },
  judge: (said: string, truth: string) => ({ verdict: said === truth ? 'right' : 'wrong' }),
} as unknown as AnyTask;

const snapshot: Snapshot = {
  format: 2,
  task: 'any',
  at: '2026-01-02T03:04:05.000Z',
  provider: 'wasm',
  contentHash: 'ab',
  detail: ['Paris', 'Rome'],
  explanations: [
    { place: { pos: 0 }, explainerId: 'self', text: 'Paris', logProbability: -0.1 },
    { place: { pos: 1 }, explainerId: 'self', text: 'Paris', logProbability: -0.1 },
    { place: { pos: 1 }, explainerId: 'rule', text: 'Rome', logProbability: null },
    { place: { pos: 7 }, explainerId: 'self', text: 'Paris', logProbability: -0.1 },
  ],
};

const said = (text: string, explainerId = 'self'): ShownExplanation => ({
  explainerId,
  text,
  verdict: 'wrong',
  provider: 'webgpu',
  logProbability: -0.2,
  live: { provider: 'webgpu' },
});

describe('live results', () => {
  it('of a link say when and where they were made, with the verdicts that follow from them', () => {
    const results = resultsOf(task, null, snapshot);
    expect(results.link).toEqual({ at: snapshot.at, contentHash: 'ab' });
    expect(results.said.get('0')?.explanations).toMatchObject([
      { text: 'Paris', verdict: 'right', live: { provider: 'wasm', at: snapshot.at } },
    ]);
    expect(results.said.get('1')?.explanations.map((e) => [e.verdict, e.provider, 'live' in e])).toEqual([
      ['wrong', 'wasm', true],
      ['right', 'rule', false],
    ]);
    // Nothing was measured there, so nothing can be checked.
    expect(results.said.get('7')?.explanations).toMatchObject([{ verdict: 'unknown' }]);
  });

  it('made here replace those of the link, all of them', () => {
    const measured = reduceResults(resultsOf(task, null, snapshot), {
      kind: 'measured',
      detail: ['Oslo'],
      provider: 'webgpu',
    });
    expect(measured).toMatchObject({ detail: ['Oslo'], provider: 'webgpu', link: null });
    expect(measured.said.size).toBe(0);
  });

  it('of a link stay those of where they were measured while a model is only loaded here', () => {
    const loaded = reduceResults(resultsOf(task, null, snapshot), { kind: 'loaded', provider: 'webgpu' });
    expect(loaded).toMatchObject({ engine: 'webgpu', provider: 'wasm', link: { at: snapshot.at } });
    const explainers = [{ id: 'self', rule: null }];
    const given = { task: 'any', explainers, contentHash: 'ab', now: new Date() };
    expect(snapshotOf(loaded, given)).toMatchObject({ provider: 'wasm', at: snapshot.at });
  });

  it('keep what was said here when it is measured again', () => {
    const once = reduceResults(NO_RESULTS, { kind: 'said', said: [[{ pos: 0 }, said('first')]] });
    expect(reduceResults(once, { kind: 'measured', detail: [], provider: 'wasm' }).said.size).toBe(1);
  });

  it('hold what comes in parts beside what was measured, until all of it is there or nothing more comes', () => {
    const before = reduceResults(NO_RESULTS, { kind: 'measured', detail: ['whole'], provider: 'wasm' });
    const coming = reduceResults(before, { kind: 'part', detail: ['part'] });
    expect(coming).toMatchObject({ detail: ['whole'], coming: ['part'] });
    expect(reduceResults(coming, { kind: 'part', detail: null })).toEqual(before);
    const after = reduceResults(coming, { kind: 'measured', detail: ['new'], provider: 'wasm' });
    expect(after).toMatchObject({ detail: ['new'], coming: null });
  });

  it('keep one answer an explainer and place, the newest', () => {
    let results = reduceResults(NO_RESULTS, { kind: 'said', said: [[{ pos: 0 }, said('first')]] });
    results = reduceResults(results, {
      kind: 'said',
      said: [
        [{ pos: 0 }, said('second')],
        [{ pos: 0 }, said('third', 'other')],
      ],
    });
    expect(results.said.get('0')?.explanations.map((e) => e.text)).toEqual(['second', 'third']);
  });
});
