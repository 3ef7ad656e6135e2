import { expect, it } from 'vitest';
import { unanswered, type Unanswered } from './unanswered';

it('a list for a reader who predicts holds no answer, whatever was read', () => {
  const asked: Unanswered['items'][number] = {
    ...{ id: 'a', targetId: 'house', title: 'a title' },
    body: { text: 'a text' },
  };
  const read = {
    ...asked,
    ...{ truth: { output: 'Rome' }, truthHash: 'abc', explanations: [{ text: 'It becomes Rome.' }] },
  };
  const count = { nextCursor: null, total: 1, totalIsExact: true, totalUnfiltered: 1 };
  const page = unanswered({ items: [read], ...count });
  expect(page).toEqual({ items: [{ ...asked, truth: null, explanations: [] }], ...count });
  expect(unanswered({ items: [asked], ...count })).toEqual(page);
});
