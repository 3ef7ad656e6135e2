import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { missingFrom, unchecked } from '../../scripts/complete-lock.mjs';

const file = path.resolve(import.meta.dirname, '../../package-lock.json');
type Packages = Parameters<typeof missingFrom>[0];

it('lists every optional package it names, without which npm ci refuses the lock file (mend: node scripts/complete-lock.mjs)', async () => {
  const { packages } = JSON.parse(await readFile(file, 'utf8')) as { packages: Packages };
  expect(missingFrom(packages).map(({ name, version }) => `${name}@${version}`)).toEqual([]);
  // The same check on a lock file that lacks one.
  const { ['node_modules/@next/swc-darwin-arm64']: _removed, ...rest } = packages;
  expect(missingFrom(rest).map(({ name }) => name)).toEqual(['@next/swc-darwin-arm64']);
});

it('has a checksum for every package (mend: node scripts/complete-lock.mjs)', async () => {
  const { packages } = JSON.parse(await readFile(file, 'utf8')) as { packages: Packages };
  expect(unchecked(packages)).toEqual([]);
  expect(unchecked({ '': {}, 'node_modules/a': {}, 'node_modules/b': { integrity: 'sha512-x' } })).toEqual([
    'node_modules/a',
  ]);
});

it('names no registry, so that it installs from whichever one is set up', async () => {
  expect(await readFile(file, 'utf8')).not.toContain('"resolved": "http');
});
