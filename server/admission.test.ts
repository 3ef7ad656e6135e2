import { describe, expect, it } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { Admission, Busy } from './admission';

/** Work that ends when it is told to. */
function controlled() {
  let resolve: (value: string) => void = () => undefined;
  const promise = new Promise<string>((done) => (resolve = done));
  const work = { begun: false, end: resolve, run: () => ((work.begun = true), promise) };
  return work;
}

describe('admission', () => {
  it('lets so many run at a time, and the others in the order in which they came', async () => {
    const admission = new Admission({ atOnce: 2, waiting: 10, patienceMs: 10_000 });
    const works = Array.from({ length: 4 }, controlled);
    const results = works.map((work) => admission.run(work.run));
    expect(works.map(({ begun }) => begun)).toEqual([true, true, false, false]);
    works[1]?.end('second');
    expect(await results[1]).toBe('second');
    await sleep(0);
    expect(works.map(({ begun }) => begun)).toEqual([true, true, true, false]);
    for (const work of works) work.end('done');
    expect(await Promise.all(results)).toEqual(['done', 'second', 'done', 'done']);
  });

  it('turns away at once who finds too many waiting', async () => {
    const admission = new Admission({ atOnce: 1, waiting: 1, patienceMs: 10_000 });
    const works = [controlled(), controlled(), controlled()];
    const results = works.slice(0, 2).map((work) => admission.run(work.run));
    await expect(admission.run(works[2]!.run)).rejects.toThrow(Busy);
    expect(works[2]?.begun).toBe(false);
    for (const work of works) work.end('done');
    await Promise.all(results);
  });

  it('turns away who waited too long, whose place goes to nobody', async () => {
    const admission = new Admission({ atOnce: 1, waiting: 5, patienceMs: 20 });
    const [first, second, third] = [controlled(), controlled(), controlled()];
    const running = admission.run(first.run);
    await expect(admission.run(second.run)).rejects.toMatchObject({ name: 'Busy', retryAfterSeconds: 1 });
    first.end('done');
    await running;
    third.end('next');
    expect(await admission.run(third.run)).toBe('next');
    expect(second.begun).toBe(false);
  });

  it('goes on after work that failed', async () => {
    const admission = new Admission({ atOnce: 1, waiting: 1, patienceMs: 1_000 });
    await expect(admission.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await admission.run(async () => 'yes')).toBe('yes');
  });
});
