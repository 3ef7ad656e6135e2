import { expect, it } from 'vitest';
import { beside } from './beside';

const screen = { width: 1000, height: 800 };
const panel = { width: 300, height: 100 };
const at = (left: number, top: number, width = 50, height = 20) =>
  beside({ left, top, width, height }, panel, screen);

it('what floats stands below what it is about, or above where there is no room', () => {
  expect(at(100, 100)).toEqual({ left: 100, top: 128 });
  expect(at(100, 740)).toEqual({ left: 100, top: 632 });
});

it('stays on the screen at either side', () => {
  expect(at(900, 100)).toEqual({ left: 692, top: 128 });
  expect(at(-20, 100)).toEqual({ left: 8, top: 128 });
});

it('goes to the side of what takes the whole height, and to the corner of what takes all', () => {
  expect(at(0, 0, 400, 800)).toEqual({ left: 408, top: 8 });
  expect(at(600, 0, 400, 800)).toEqual({ left: 292, top: 8 });
  expect(at(0, 0, 1000, 800)).toEqual({ left: 692, top: 692 });
});

it('shows its beginning on a screen that is too small for it', () => {
  const small = { width: 200, height: 80 };
  expect(beside({ left: 0, top: 0, width: 200, height: 80 }, panel, small)).toEqual({ left: 8, top: 8 });
});
