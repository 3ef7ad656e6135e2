import { expect, it } from 'vitest';
import { placeKey } from './task';

it('gives a place one key, in whatever order its names come', () => {
  expect(placeKey({ layer: 2, pos: 3 })).toBe('2:3');
  expect(placeKey({ pos: 3, layer: 2 })).toBe('2:3');
  expect(placeKey({})).toBe('');
});
