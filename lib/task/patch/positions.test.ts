import { describe, expect, it } from 'vitest';
import { positionTypes } from './positions';

describe('kinds of positions', () => {
  it('are found in a text put like a training text, however its subject is cut', () => {
    expect(positionTypes(['The', ' capital', ' of', ' Est', 'onia', ' is'])).toEqual([
      'other',
      'relation',
      'other',
      'other',
      'subject-final',
      'last',
    ]);
    expect(positionTypes([' Asked', ' about', ' Br', 'no', ',', ' name', ' the', ' country', ':'])).toEqual([
      'other',
      'other',
      'other',
      'subject-final',
      'other',
      'other',
      'other',
      'relation',
      'last',
    ]);
  });

  it('are only a last token in a text of other words', () => {
    expect(positionTypes(['Where', ' is', ' Brno', '?'])).toEqual(['other', 'other', 'other', 'last']);
    expect(positionTypes([])).toEqual([]);
  });
});
