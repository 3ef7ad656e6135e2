import { describe, expect, it } from 'vitest';
import type { ExplainerRecord } from '@/lib/store/records';
import { allTasks } from '@/lib/task/tasks';
import { columnsOf, explainerMeaning, explainerWord, findExplainer, mainOf } from './name';

const explainer = (id: string, over: Partial<ExplainerRecord> = {}): ExplainerRecord => ({
  id,
  targetId: 'a',
  task: allTasks()[0]!.id,
  baseId: 'a',
  kinship: 'self',
  sees: 'vector',
  rule: null,
  variant: null,
  trainExamples: 8000,
  path: null,
  contentHash: null,
  runId: null,
  shown: true,
  ...over,
});

const majority = explainer('a.majority', {
  baseId: null,
  kinship: null,
  sees: 'training-answers',
  rule: 'majority',
  trainExamples: null,
});

describe('an explainer', () => {
  it('is called by its role, or by the name its task gives its rule', () => {
    expect(explainerWord(explainer('x'))).toBe('self');
    expect(explainerWord(explainer('x', { sees: 'no-vector' }))).toBe('no vector');
    expect(explainerWord(majority)).toBe('majority');
    expect(explainerMeaning(majority)).toMatch(/most frequent training answer/);
  });

  it('says what tells it from others of its role', () => {
    expect(explainerWord(explainer('x', { variant: 'LoRA rank 16' }))).toBe('self, LoRA rank 16');
  });

  it('of weights that are shown something else is called by who it is and what it is shown', () => {
    const disturbed = explainer('x.asked', { disturbs: 'x', sees: 'another-vector', shown: false });
    expect(explainerWord(disturbed)).toBe('self, shown another question’s vector');
  });

  it('has a column where there is room; else only trained ones and rules that lead have', () => {
    const rules = ['text-oracle', 'majority', 'majority-group', 'logit-lens'].map((rule) => ({
      ...majority,
      id: `a.${rule}`,
      rule,
    }));
    expect(columnsOf([explainer('x'), ...rules])).toHaveLength(5);
    const many = [explainer('x'), explainer('y'), explainer('z'), explainer('w'), ...rules];
    expect(columnsOf(many).map(({ id }) => id)).toEqual(['x', 'y', 'z', 'w', 'a.text-oracle']);
  });

  it('is found by its id, and a rule by the name that early links gave it', () => {
    expect(findExplainer([explainer('x'), majority], 'a.majority')).toBe(majority);
    expect(findExplainer([explainer('x'), majority], 'majority')).toBe(majority);
    expect(findExplainer([explainer('x')], 'y')).toBeUndefined();
  });
});

describe('the explainer that stands for its role', () => {
  it('is the one with the most training examples, the first where there are several', () => {
    const few = explainer('few', { trainExamples: 500 });
    const first = explainer('first');
    const second = explainer('second');
    expect(mainOf('self', [few, first, second, majority])).toBe(first);
    expect(mainOf('other', [few, first])).toBeUndefined();
  });
});
