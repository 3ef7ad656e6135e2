import { expect, it } from 'vitest';
import { stepIn } from './menu-keys';

const entries = ['Link', 'PNG', 'SVG', 'Plain'].map((name) => ({ name }));

it.each([
  [0, 'ArrowDown', 1],
  [3, 'ArrowDown', 0],
  [0, 'ArrowUp', 3],
  [2, 'Home', 0],
  [0, 'End', 3],
  [0, 's', 2],
  [1, 'p', 3],
  [3, 'P', 1],
  [1, 'x', 1],
])('from %i %s leads to %i', (at, key, to) => {
  expect(stepIn(entries, at, key)).toBe(to);
});

it.each(['Enter', ' ', 'Tab'])('%s is no step', (key) => {
  expect(stepIn(entries, 0, key)).toBeNull();
});
