import { expect, it } from 'vitest';
import { MAX_TEXT, strayValues } from './address';

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
