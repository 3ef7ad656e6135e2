import { describe, expect, it } from 'vitest';
import type { Survey } from '@/lib/task/survey';
import { surveyLines } from './survey';

const survey: Survey = {
  columns: ['layer 0', 'layer 1'],
  figures: ['changed', 'composed'],
  rows: [
    { name: 'within-group, relation', cells: [{ n: 20, counts: [20, 19], worthAsking: true }, null] },
    { name: 'same-object, last', cells: [null, { n: 10, counts: [0, 0], worthAsking: false }] },
  ],
};

describe('a survey on the terminal', () => {
  it('has a line a row with shares, a star for what is worth asking, and a dash where nothing was measured', () => {
    const [head, first, second, last] = surveyLines(survey);
    expect(head).toMatch(/changed \/ composed; layer 0 to layer 1$/);
    expect(first).toMatch(/^within-group, relation +1\.00\/\.95\* {2}-$/);
    expect(second).toMatch(/^same-object, last +- {2}\.00\/\.00 $/);
    expect(last).toBe('1 of 2 cells are worth asking about');
  });
});
