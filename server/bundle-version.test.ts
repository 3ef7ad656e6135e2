import { expect, it } from 'vitest';
import { bundleVersion } from './bundle-version';

it('asks for the version once a second, however many want to know', async () => {
  let [time, asked] = [0, 0];
  const version = bundleVersion(
    async () => `v${++asked}`,
    () => time,
  );
  expect(await Promise.all([version(), version(), version()])).toEqual(['v1', 'v1', 'v1']);
  time = 999;
  expect(await version()).toBe('v1');
  time = 1000;
  expect(await version()).toBe('v2');
});

it('keeps to the version known while the store does not answer', async () => {
  let time = 0;
  let answer: () => Promise<string | null> = async () => 'v1';
  const version = bundleVersion(
    () => answer(),
    () => time,
  );
  expect(await version()).toBe('v1');
  answer = () => Promise.reject(new Error('away'));
  time = 2000;
  expect(await version()).toBe('v1');
  answer = () => new Promise(() => undefined);
  time = 4000;
  expect(await version()).toBe('v1');
});
