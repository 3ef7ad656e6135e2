import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { hexDigest, sha256Hasher, sha256Hex, unitHash } from './hash';

it('hashes bytes, texts and pieces as SHA-256 does', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  const text = 'São Tomé 漢';
  const expected = createHash('sha256').update(text).digest('hex');
  const bytes = new TextEncoder().encode(text);
  expect([sha256Hex(text), sha256Hex(bytes)]).toEqual([expected, expected]);
  const hasher = sha256Hasher();
  hasher.update(bytes.subarray(0, 5));
  hasher.update(bytes.subarray(5));
  expect(hexDigest(hasher)).toBe(expected);
});

it('gives a key its number in [0, 1)', () => {
  expect(unitHash('abc')).toBeCloseTo(0xba7816bf / 2 ** 32, 12);
});
