import { expect, it } from 'vitest';
import { VERDICT_NAMES } from '@/components/format/words';
import { PLAYGROUND } from '@/components/playground/words';
import { allViews } from '@/components/task/views';
import { ROLE_NAMES } from '@/lib/explainer/name';
import { rulesOf } from '@/lib/explainer/rules';
import { allTasks } from '@/lib/task/tasks';
import { GROUPS, TERMS, type Entry } from './terms';
import { termOf } from './words';

const entries = Object.entries<Entry>(TERMS);

it('every term is said in whole sentences, plainly and exactly', () => {
  for (const [id, { plain, research }] of entries) {
    expect(plain, id).toMatch(/^[A-Z].*[.?]$/);
    expect(research, id).toMatch(/[.)]$/);
    // A definition is read in a breath; papers are for the rest.
    expect(plain.length, id).toBeLessThanOrEqual(150);
    expect(research.length, id).toBeLessThanOrEqual(220);
    expect(plain, id).not.toBe(research);
  }
});

it('no word means two things', () => {
  const words = entries.flatMap(([, { name, spellings = [] }]) =>
    [name, ...spellings].map((word) => word.toLowerCase()),
  );
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});

it('every group has terms, and every term pages that there are', () => {
  expect(new Set(entries.map(([, { group }]) => group))).toEqual(new Set(Object.keys(GROUPS)));
  const pages = [
    'home',
    'compare',
    'runs',
    'models',
    PLAYGROUND.path,
    ...allViews().map(({ task }) => task.path),
  ];
  for (const [id, entry] of entries) {
    expect(entry.pages.length, id).toBeGreaterThan(0);
    expect(
      entry.pages.filter((page) => !pages.includes(page)),
      id,
    ).toEqual([]);
  }
});

it('what pages call by name is in it: metrics, verdicts, who answers, and simple readers', () => {
  const named = [
    ...allTasks().flatMap(({ metrics }) => metrics.map(({ label }) => label)),
    ...allViews().flatMap(({ scores }) => scores.map(({ name }) => name)),
    ...Object.values(VERDICT_NAMES),
    ...Object.values(ROLE_NAMES).filter((name) => name !== ROLE_NAMES.rule),
    ...allTasks().flatMap((task) => rulesOf(task).map(({ name }) => name)),
  ];
  expect([...new Set(named)].filter((name) => termOf(name) === null)).toEqual([]);
});
