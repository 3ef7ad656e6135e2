import { expect, it } from 'vitest';
import { MAX_TEXT, playgroundPath, strayValues } from './address';

const stray = (query: string) => strayValues(new URLSearchParams(query));

it('an address with nothing in it, or with what there is, has no stray values', () => {
  expect(stray('')).toEqual([]);
  expect(
    stray('text=a&second=b&layer=2&pos=0&layer2=1&pos2=3&map=norm&edit=add&scale=-1.5&as=table'),
  ).toEqual([]);
  expect(stray('provider=wasm')).toEqual([]);
});

it('each value that means nothing is named', () => {
  expect(stray('map=heat&edit=swap&layer=two&scale=1e9')).toEqual([
    'There is no layer of the first text “two”; the usual one is taken.',
    'There is no kind of map “heat”; the usual one is taken.',
    'There is no edit “swap”; the usual one is taken.',
    'There is no scale “1e9”; the usual one is taken.',
  ]);
});

it('a text that is too long is cut, and that is said', () => {
  expect(stray(`text=${'a'.repeat(MAX_TEXT)}`)).toEqual([]);
  expect(stray(`second=${'a'.repeat(MAX_TEXT + 1)}`)).toEqual([
    `The second text is cut to ${MAX_TEXT} characters.`,
  ]);
});

it('a link names a site of a text, and of a second one where there is one', () => {
  const first = { text: 'The capital of Spain is', layer: 4, position: 4 };
  expect(playgroundPath('a', first)).toBe('/a/playground?text=The+capital+of+Spain+is&layer=4&pos=4');
  const both = playgroundPath('a', first, { ...first, text: 'France', position: 0 });
  expect(both).toBe('/a/playground?text=The+capital+of+Spain+is&layer=4&pos=4&second=France&layer2=4&pos2=0');
  expect(stray(both.split('?')[1]!)).toEqual([]);
});
