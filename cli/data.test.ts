import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { deriveGrouped } from './data';
import { SOURCE_PACKAGES, sourceVersion } from './sources';

import { formatFacts, parseFacts } from '@/lib/corpus/facts';
import { RECIPES } from '@/lib/corpus/recipe';

const table = readFileSync(RECIPES.grouped.table, 'utf8');

it('the grouped table is what the data packages give, byte for byte', { timeout: 300_000 }, async () => {
  expect(formatFacts(await deriveGrouped())).toBe(table);
});

it('every package that facts or prose come from is documented with its version and its licence', () => {
  const documented = readFileSync('docs/DATA.md', 'utf8');
  const notices = readFileSync('data/LICENSES.md', 'utf8');
  const used = new Set(parseFacts(table).map((fact) => fact.source));
  expect([...used].filter((name) => !(SOURCE_PACKAGES as readonly string[]).includes(name))).toEqual([]);
  const rows = documented.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  for (const name of SOURCE_PACKAGES) {
    const row = rows.find(([, first]) => first?.split(' ')[0] === name);
    expect(row?.[2], name).toBe(sourceVersion(name));
    expect(row?.[3], name).toMatch(/\w/);
  }
  for (const name of used) expect(notices).toContain(`\`${name}\``);
});
