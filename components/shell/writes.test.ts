import { describe, expect, test } from 'vitest';
import { Writes } from './writes';

describe('addresses under way', () => {
  test('until the router shows it, the newest one counts, not an older one that it shows first', () => {
    const writes = new Writes();
    expect(writes.newest()).toBeNull();
    writes.wrote('layer=1');
    writes.wrote('layer=2');
    writes.shown('layer=1');
    expect(writes.newest()).toBe('layer=2');
    writes.wrote('layer=2&map=norm');
    writes.shown('layer=2');
    expect(writes.newest()).toBe('layer=2&map=norm');
    writes.shown('layer=2&map=norm');
    expect(writes.newest()).toBeNull();
  });

  test('the router may leave some out: what it shows is past them', () => {
    const writes = new Writes();
    for (const search of ['a=1', 'a=2', 'a=1', 'a=3']) writes.wrote(search);
    writes.shown('a=1');
    expect(writes.newest()).toBe('a=3');
    writes.shown('a=3');
    expect(writes.newest()).toBeNull();
  });

  test('an address that nobody wrote here ends them all', () => {
    const writes = new Writes();
    writes.wrote('a=1');
    writes.shown('b=1');
    expect(writes.newest()).toBeNull();
    writes.wrote('a=1');
    writes.forget();
    expect(writes.newest()).toBeNull();
  });
});
