import { expect, it } from 'vitest';
import { rowOf } from './csv';

it('a cell is quoted where it holds what ends cells or rows, and its quotes are doubled', () => {
  expect(rowOf(['a', 'b c', ''])).toBe('a,b c,\r\n');
  expect(rowOf(['1,5', 'say "no"', 'two\nlines', 'and\r'])).toBe(
    '"1,5","say ""no""","two\nlines","and\r"\r\n',
  );
});
