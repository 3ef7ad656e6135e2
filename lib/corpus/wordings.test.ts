import fc from 'fast-check';
import { expect, it } from 'vitest';

import { RELATION_IDS } from '@/lib/corpus/relations';
import { relationWord, render, WORDINGS } from '@/lib/corpus/wordings';

const words = fc
  .array(fc.stringMatching(/^[A-Z][a-zé]{1,8}$/), { minLength: 1, maxLength: 4 })
  .map((w) => w.join(' '));
const wordingIndex = fc.nat(WORDINGS.length - 1);

it('marks the subject and the relation word in every wording', () => {
  fc.assert(
    fc.property(fc.constantFrom(...RELATION_IDS), words, wordingIndex, (relation, subject, wording) => {
      const made = render({ relation, subject, object: 'Paris' }, wording);
      expect(made.text.slice(made.subject.start, made.subject.end)).toBe(subject);
      expect(made.text.slice(made.relation.start, made.relation.end)).toBe(relationWord(relation));
      expect(made.answer).toBe('Paris');
    }),
  );
});

it('ends right before the object and never with the subject or the relation word', () => {
  for (let wording = 0; wording < WORDINGS.length; wording++) {
    const { text, subject, relation } = render(
      { relation: 'capital', subject: 'France', object: 'Paris' },
      wording,
    );
    expect(text).not.toMatch(/\s$/);
    expect(Math.max(subject.end, relation.end)).toBeLessThan(text.length);
  }
});

it('differs between relations in the relation word alone', () => {
  for (let wording = 0; wording < WORDINGS.length; wording++) {
    const shells = RELATION_IDS.map((relation) => {
      const { text, relation: span } = render({ relation, subject: 'Kenya', object: 'x' }, wording);
      return `${text.slice(0, span.start)}_${text.slice(span.end)}`;
    });
    expect(new Set(shells).size).toBe(1);
  }
});

it('names a relation by one word and has at least four wordings, all different', () => {
  for (const relation of RELATION_IDS) expect(relationWord(relation)).toMatch(/^[a-z]+$/);
  expect(new Set(WORDINGS).size).toBe(WORDINGS.length);
  expect(WORDINGS.length).toBeGreaterThanOrEqual(4);
});

it('says which wordings there are', () => {
  expect(() => render({ relation: 'capital', subject: 'France', object: 'Paris' }, 99)).toThrow(
    'wording 99: there are 5',
  );
});
