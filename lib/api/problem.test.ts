import { expect, it } from 'vitest';
import { detailOf, problem, PROBLEMS } from './problem';

it('a problem is one line, whatever was sent', () => {
  expect(problem(404, 'There is no run a\r\n\tb\u2028c\0d. ').detail).toBe('There is no run a b c d.');
});

it('each kind has a name of its own, at which its type leads to what it means', () => {
  const names = Object.values(PROBLEMS).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(problem(429, 'x')).toEqual({
    type: '/docs/api#too-many-requests',
    title: 'Too many requests',
    status: 429,
    detail: 'x',
  });
});

it('its line is told from answers that have a detail of their own', () => {
  expect(detailOf(problem(500, 'a fault', 'urn:uuid:1'))).toBe('a fault');
  for (const other of [null, 'text', { detail: { map: [] } }, { detail: 'a map' }, { status: 'green' }])
    expect(detailOf(other)).toBeNull();
});
