import { describe, expect, it } from 'vitest';
import { patch } from '@/lib/task/patch';
import { complaintAbout, type Known } from './check';
import type { Snapshot } from './snapshot';
import type { View } from './view';

const recorded: View = { task: 'patch', target: 'house-a', question: '4be19d', place: {} };
const own: View = { task: 'patch', target: 'house-a', own: { x: 'a', s: 'b' }, place: {} };
const body = { tokens: ['a'], sourceTokens: ['b'] };
const known: Known = {
  model: { contentHash: 'ab' },
  question: { targetId: 'house-a', task: 'patch', body },
  explainers: ['house-a.patch.self.8000'],
};
const live: Snapshot = {
  format: 2,
  task: 'patch',
  at: '2026-01-02T03:04:05.000Z',
  provider: 'wasm',
  contentHash: 'ab',
  detail: {
    tokens: ['a'],
    sourceTokens: ['b'],
    alignment: [0],
    layers: [0],
    original: { output: 'x', top: [] },
    sourceOutcome: { output: 'y', top: [] },
    cells: [[null]],
  },
  explanations: [
    { place: { layer: 0, pos: 0 }, explainerId: 'house-a.patch.self.8000', text: 'x', logProbability: 0 },
  ],
};

describe('a link', () => {
  it('to what is there is fine, with live results and without', () => {
    for (const view of [recorded, own])
      for (const results of [null, live]) expect(complaintAbout(patch, view, results, known)).toBeNull();
  });

  it('to a folder of a tab keeps no values, and needs no model of the store', () => {
    const ofTab: View = { ...own, target: 'tab', need: { folder: 'm', config: '0123456789abcdef' } };
    const unknown = { ...known, model: null, question: null };
    expect(complaintAbout(patch, ofTab, null, unknown)).toBeNull();
    expect(complaintAbout(patch, ofTab, live, unknown)).toMatch(/are not kept/);
  });

  it.each<[string, View, Snapshot | null, Partial<Known>, RegExp]>([
    ['a model that is not there', own, null, { model: null }, /no model house-a/],
    ['a question that is not there', recorded, null, { question: null }, /no question 4be19d/],
    [
      "another target's question",
      recorded,
      null,
      { question: { targetId: 'house-b', task: 'patch', body } },
      /not one about house-a/,
    ],
    [
      'values of other weights',
      own,
      { ...live, contentHash: 'cd' },
      {},
      /other weights than those of house-a/,
    ],
    ['results of another task', own, { ...live, task: 'ablate' }, {}, /not a view of patch/],
    ['results without a map', own, { ...live, detail: { tokens: [] } }, {}, /^live\.detail\.tokens: /],
    [
      "another question's results",
      recorded,
      live,
      { question: { targetId: 'house-a', task: 'patch', body: { ...body, sourceTokens: ['c'] } } },
      /^live\.detail: .* not measured for question 4be19d/,
    ],
    [
      'an explainer that nobody knows',
      own,
      live,
      { explainers: [] },
      /no explainer house-a\.patch\.self\.8000/,
    ],
  ])('to %s is refused in one line', (_, view, results, lacks, reason) => {
    const complaint = complaintAbout(patch, view, results, { ...known, ...lacks });
    expect(complaint).toMatch(reason);
    expect(complaint).not.toContain('\n');
  });
});
