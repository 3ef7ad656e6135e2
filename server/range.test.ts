import { expect, it } from 'vitest';
import { isUnsatisfiable } from './range';

it.each(['bytes=10-', 'bytes=5-2', 'bytes=abc', 'bytes=-0', 'bytes=-', 'bytes=10-12,20-'])(
  'a file of ten bytes has nothing for %s',
  (range) => {
    expect(isUnsatisfiable(range, 10)).toBe(true);
  },
);

it.each([undefined, 'bytes=0-', 'bytes=9-100', 'bytes=-3', 'bytes=50-,0-0', 'lines=1-2'])(
  'a file of ten bytes has something for %s',
  (range) => {
    expect(isUnsatisfiable(range, 10)).toBe(false);
  },
);
