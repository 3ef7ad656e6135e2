import { describe, expect, it } from 'vitest';
import { formatAsked } from '@/lib/score/results/asked';
import { ablate } from './ablate';
import { bestOfAll, countCells, needNoExplainer, sliceName, type AskedFile } from './asked';
import { feature } from './feature';
import { patch } from './patch';
import type { Labelled } from './task';

const outcome = (output: string) => ({ output, top: [] });

/** A patch of Peru's capital from another text, and the word that came out. */
function patched(output: string, layers: number[]): Labelled<unknown, unknown> {
  const original = outcome(' Lima');
  const { body } = {
    body: {
      ...{ relation: 'capital', subject: 'Peru', sourceSubject: 'France', pairType: 'within-group' },
      ...{ positionType: 'relation', layers, position: 1, sourcePosition: 1 },
      ...{
        text: 'The capital of Peru is',
        source: 'The currency of France is',
        tokens: [],
        sourceTokens: [],
      },
    },
  };
  return {
    body,
    truth: { original, sourceOutput: ' euro', patched: outcome(output), changed: output !== ' Lima' },
  };
}

const file: AskedFile = {
  ...{ format: 1, contentHash: 'c', truthHash: 't', seed: 1, metric: 'exactMatch' },
  questions: { train: 4, validation: 1, test: 2 },
  distinct: { train: 3, validation: 1, test: 2 },
  cells: [],
  readers: ['majority', 'logit-lens'],
  slices: [
    { slice: 'all', n: 200, scores: [[0.4, 0.3, 0.5], null] },
    {
      slice: 'answer:own',
      n: 80,
      scores: [
        [0.2, null, null],
        [0.95, 0.9, 0.99],
      ],
    },
  ],
};

describe('what a target was asked', () => {
  it('is counted by cell, with the kinds of answer of each', () => {
    const questions = [
      patched(' Lima', [0]),
      patched(' Sol', [0]),
      patched(' euro', [0]),
      patched(' Sol', [1]),
    ];
    const cells = countCells(patch, questions);
    expect(cells.map(({ cell, questions: n, answers }) => [cell, n, answers])).toEqual([
      ['0/relation', 3, 3],
      ['1/relation', 1, 1],
    ]);
    expect(cells[0]!.kinds).toEqual({ composed: 1, own: 1, source: 1 });
  });

  it('has no kinds of answer where answers are words of any kind', () => {
    expect(feature.sides).toBeUndefined();
    expect(ablate.sides).toBeDefined();
    expect(countCells(feature, [])).toEqual([]);
  });

  it('needs no explainer where a reader is right in more than nine of ten', () => {
    expect(needNoExplainer(file)).toEqual([
      { slice: 'answer:own', n: 80, value: 0.95, reader: 'logit-lens' },
    ]);
    expect(bestOfAll(file)).toEqual({ reader: 'majority', score: [0.4, 0.3, 0.5] });
    expect(bestOfAll({ ...file, slices: [] })).toBeNull();
  });

  it('is told on a page, with names for readers and slices', () => {
    expect(sliceName(patch, 'answer:own')).toBe('answer: its own word');
    const page = formatAsked([{ id: 'house', asked: [{ task: patch, file }], autoencoders: null }]);
    expect(page).toContain('| house | patching | 4 (3) | 1 (1) | 2 (2) | majority .400 (.300 to .500) |');
    expect(page).toContain('answer: its own word (80; logit lens, .950)');
  });
});
