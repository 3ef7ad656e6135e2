import { describe, expect, it } from 'vitest';
import { complaintAbout } from '@/lib/permalink/check';
import { readSnapshot, snapshotSchema } from '@/lib/permalink/snapshot-schema';
import { activation } from '@/lib/task/activation';
import { patch } from '@/lib/task/patch';
import { NO_RESULTS, resultsOf, type LiveResults } from './results';
import { snapshotOf } from './snapshot-of';

const now = new Date('2026-05-06T07:08:09.000Z');

const given = { task: 'any', explainers: [{ id: 'self', rule: null }], contentHash: 'ab', now };

const results: LiveResults = {
  engine: 'wasm',
  provider: 'wasm',
  detail: { cells: [1 / 3] },
  coming: null,
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
    expect(snapshotOf(results, given)).toEqual({
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
    expect(snapshotOf(NO_RESULTS, given)).toBeNull();
  });

  it('are what was said alone of a question without places, judged by what was recorded', () => {
    const explanation = { explainerId: 'self', text: 'It is <<<Rome>>>.', logProbability: -0.5 };
    const said = new Map([
      ['', { place: {}, explanations: [{ ...explanation, verdict: 'wrong', provider: 'wasm' } as const] }],
    ]);
    const shared = snapshotOf({ ...results, detail: null, said }, { ...given, task: 'activation' })!;
    expect(shared).toMatchObject({ detail: null, explanations: [{ ...explanation, place: {} }] });
    const question = { targetId: 'a', task: 'activation', body: null };
    const view = { task: 'activation', target: 'a', question: '4be19d', place: {} };
    const known = { model: { contentHash: 'ab' }, question, explainers: ['self'] };
    expect(complaintAbout(activation, view, shared, known)).toBeNull();
    expect(complaintAbout(activation, view, { ...shared, detail: {} }, known)).toMatch(/^live\.detail/);
    const back = resultsOf(activation, null, shared, { answer: ' Rome', before: null });
    expect(back.said.get('')?.explanations).toMatchObject([{ text: explanation.text, verdict: 'right' }]);
  });

  it('of a link made before rules had ids are handed on under today’s, without who is not known any more', () => {
    const outcome = { output: 'Rome', top: [] };
    const cell = { output: 'Rome', changed: false, effect: 0, top: [] };
    const early = {
      ...{ format: 1, at: '2026-01-02T03:04:05.000Z', provider: 'wasm', contentHash: 'ab' },
      sweep: {
        ...{ tokens: ['a'], sourceTokens: ['b'], alignment: [0], layers: [0], cells: [[cell]] },
        ...{ original: outcome, sourceOutcome: outcome },
      },
      explanations: ['a.self', 'text-oracle', 'a.gone'].map((explainerId) => ({
        ...{ layer: 0, position: 0, explainerId, text: 'x', logProbability: null },
      })),
    };
    const snapshot = readSnapshot(patch, early)!;
    const body = { tokens: ['a'], sourceTokens: ['b'] };
    const shared = snapshotOf(resultsOf(patch, body, snapshot), {
      ...{ task: 'patch', contentHash: 'ab', now },
      explainers: [
        { id: 'a.self', rule: null },
        { id: 'a.patch.text-oracle', rule: 'text-oracle' },
      ],
    });
    const ids = ['a.self', 'a.patch.text-oracle'];
    expect(shared?.explanations.map(({ explainerId }) => explainerId)).toEqual(ids);
    const view = { task: 'patch', target: 'a', question: '4be19d', place: {} };
    const question = { targetId: 'a', task: 'patch', body };
    const known = { model: { contentHash: 'ab' }, question, explainers: ids };
    expect(complaintAbout(patch, view, snapshotSchema.parse(shared), known)).toBeNull();
  });

  it('keep the time of the link they came by, and are not handed on for other weights', () => {
    const link = { at: '2026-01-02T03:04:05.000Z', contentHash: 'ab' };
    const handOn = (contentHash: string) => snapshotOf({ ...results, link }, { ...given, contentHash });
    expect(handOn('ab')?.at).toBe(link.at);
    expect(handOn('cd')).toBeNull();
  });
});
