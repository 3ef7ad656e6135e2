import { describe, expect, it } from 'vitest';
import type { ExplainerRecord, Item } from '@/lib/store/records';
import { chooseItem, LOOK_KINDS, lookOf } from './looks';

const explainer = (id: string, over: Partial<ExplainerRecord>) =>
  ({ id, baseId: 'a', kinship: 'self', sees: 'vector', trainExamples: 8000, ...over }) as ExplainerRecord;

const explainers = [
  explainer('self', {}),
  explainer('self-500', { trainExamples: 500 }),
  explainer('other', { kinship: 'other-seed' }),
  explainer('blind', { sees: 'no-vector' }),
];

describe('kinds of items worth a look', () => {
  it('ask for verdicts on the explainers that stand for their roles', () => {
    const [first] = LOOK_KINDS;
    expect(lookOf(first!, explainers)).toEqual({
      explainers: [explainers[0], explainers[2]],
      verdicts: ['self:right', 'other:wrong'],
    });
  });

  it('are left out where an explainer is missing', () => {
    expect(LOOK_KINDS.map((kind) => lookOf(kind, explainers.slice(0, 2)))).toEqual([null, null, null, null]);
  });

  it('show what tells most; for the vectorless control what its text gives away, and no lucky guess', () => {
    const items = ['dull', 'telling', 'plain'].map((id) => ({ id }) as Item);
    const telling = ({ id }: Item) => (id === 'telling' ? 2 : id === 'plain' ? 1 : 0);
    const shown = LOOK_KINDS.map((kind) => chooseItem(items, kind, telling)?.id);
    expect(shown).toEqual(['telling', 'telling', 'telling', 'dull']);
  });
});
