import { greatest, group, rollup } from 'd3-array';
import { z } from 'zod';
import { countSchema } from '@/lib/schemas';
import { SPLITS } from '@/lib/words';
import { facetNamed, facetsOf, facetText, parseFacet } from './facets';
import { ruleWordsOf } from './rule-words';
import type { AnyTask, Labelled } from './task';

const bySplit = z.object(Object.fromEntries(SPLITS.map((split) => [split, countSchema])));

const cellSchema = z.object({
  set: z.string(),
  cell: z.string(),
  /** Questions for training. */
  questions: countSchema,
  /** Different right answers among them. */
  answers: countSchema,
  /** Of the questions, by kind of answer, where a task has kinds; a question may be of several. */
  kinds: z.record(z.string(), countSchema),
});

const scoreSchema = z.tuple([z.number(), z.number().nullable(), z.number().nullable()]);

/**
 * What a target was asked for a task, and what simple readers get on it: known before any explainer is trained. A model folder
 * holds one a task.
 */
export const askedFileSchema = z.object({
  format: z.literal(1),
  /** SHA-256 of the weights that were asked, and what names the questions. */
  contentHash: z.string(),
  truthHash: z.string(),
  seed: z.number().int(),
  questions: bySplit,
  /** What the questions are about, each once: pairs of texts, texts, features. */
  distinct: bySplit,
  cells: z.array(cellSchema),
  /** The task's headline, on held-out questions. */
  metric: z.string(),
  readers: z.array(z.string()),
  slices: z.array(
    z.object({
      slice: z.string(),
      n: countSchema,
      /** One for each of `readers`: score, and its 95% interval; null where it has none. */
      scores: z.array(scoreSchema.nullable()),
    }),
  ),
});
export type AskedFile = z.infer<typeof askedFileSchema>;
export type AskedCellCount = z.infer<typeof cellSchema>;
export type AskedSlice = AskedFile['slices'][number];
export type AskedScore = z.infer<typeof scoreSchema>;

/** Name of the file of a task in a model folder. */
export const askedFile = (task: string): string => `asked.${task}.json`;

/** Above this share right, a simple reader is all that a set of questions needs. */
export const ENOUGH = 0.9;

/** The slices of which some reader is right in more than `ENOUGH`, each with the best one. */
export function needNoExplainer({ readers, slices }: Pick<AskedFile, 'readers' | 'slices'>) {
  return slices.flatMap(({ slice, n, scores }) => {
    const values = scores.map((score) => score?.[0] ?? 0);
    const value = Math.max(...values);
    return value > ENOUGH ? [{ slice, n, value, reader: readers[values.indexOf(value)]! }] : [];
  });
}

/** The reader that is right most often on all questions; null where nobody was scored. */
export function bestOfAll({ readers, slices }: AskedFile): { reader: string; score: AskedScore } | null {
  const found = slices.find(({ slice }) => slice === 'all')?.scores ?? [];
  const scored = found.flatMap((score, i) => (score ? [{ reader: readers[i]!, score }] : []));
  return greatest(scored, ({ score: [value] }) => value) ?? null;
}

/** All questions, and the slices that results are read by. */
export const slicesRead = (task: AnyTask, { slices }: AskedFile): AskedSlice[] =>
  slices.filter(({ slice }) => slice === 'all' || facetNamed(task, parseFacet(slice)[0])?.read);

export const readerName = (task: AnyTask, reader: string): string =>
  ruleWordsOf(task.id, reader)?.name ?? reader;

export function sliceName(task: AnyTask, slice: string): string {
  if (slice === 'all') return 'all';
  const [name, value] = parseFacet(slice);
  const facet = facetNamed(task, name);
  return `${facet?.label ?? name}: ${facet?.value?.(value) ?? value}`;
}

/** Names of cells hold layers: 2 comes before 10. */
const natural = new Intl.Collator('en', { numeric: true });

/** Counts questions by cell, in the order of their names. */
export function countCells(
  task: AnyTask,
  questions: readonly Labelled<unknown, unknown>[],
): AskedCellCount[] {
  const strata = group(questions, ({ body, truth }) => {
    const { set = '', cell } = task.stratum(body, truth);
    return facetText(set, cell);
  });
  const cells = [...strata].sort(([a], [b]) => natural.compare(a, b));
  return cells.map(([key, own]) => {
    const [set, cell] = parseFacet(key);
    const kinds = rollup(
      own.flatMap((question) => kindsOf(task, question)),
      (some) => some.length,
      (kind) => kind,
    );
    return {
      ...{ set, cell, questions: own.length },
      answers: new Set(own.map(({ truth }) => task.answer(truth))).size,
      kinds: Object.fromEntries([...kinds].sort()),
    };
  });
}

/** The kinds of answer of a question: values of the facet that tells the sides of the task apart. */
function kindsOf(task: AnyTask, question: Labelled<unknown, unknown>): string[] {
  const told = task.sides?.[0].facets[0];
  if (told === undefined) return [];
  const [facet] = parseFacet(told);
  return facetsOf(task, question).flatMap((text) => {
    const [name, value] = parseFacet(text);
    return name === facet ? [value] : [];
  });
}
