import { expect, it } from 'vitest';
import { explain, Fault } from './progress.mjs';

const coded = (code: string, place?: string) =>
  Object.assign(new Error(`${code}: ${place}`), { code, path: place });

it('says in one line what stands in the way of a checkout', () => {
  expect(explain(new Fault('this.'))).toBe('this.');
  expect(explain(coded('ENOSPC', '/site/.next'))).toBe(
    'The disk that holds /site/.next is full: make room on it.',
  );
  for (const code of ['EACCES', 'EPERM', 'EROFS'])
    expect(explain(coded(code, '/site/.next'))).toMatch(
      new RegExp(`^/site/.next cannot be used \\(${code}\\): .* must be writable`),
    );
});

it('names a file that is missing from the packages, and how to get it back', async () => {
  const lost = /^\S*left-pad\S* is missing from the installed packages: remove the folder node_modules/;
  const name = 'left-pad';
  expect(explain(await import(name).catch((error: unknown) => error))).toMatch(lost);
  expect(explain(coded('ENOENT', '/site/node_modules/left-pad/index.js'))).toMatch(lost);
});

it('leaves a fault of the program as it is', () => {
  expect(explain(new TypeError('x is not a function'))).toBeNull();
  expect(explain(coded('ENOENT', '/site/data/facts.tsv'))).toBeNull();
  expect(explain(undefined)).toBeNull();
});
