import { createHash } from 'node:crypto';

import { formsOf } from '@/lib/task/forms';
import { questionId } from '@/lib/task/identity';
import type { ImportTarget } from '@/lib/task/importing';
import type { AnyTask } from '@/lib/task/task';
import type { ImportedRow, ImportedSaying } from '@/lib/store/import-rows';
import { valuesOf, type Value } from './json-values';

/**
 * Questions by what predictions can tell of them. Those that share a key (two sources that leave a text alike) have the same right
 * answer, and are taken in the order of their lines.
 */
export type Placed = Map<string, string[]>;

/** Most bad lines that are told one by one. */
const TOLD = 20;

/** Lines that were left out: how many, and the first of them with their reasons. */
export class BadLines {
  count = 0;
  private readonly told: string[] = [];

  constructor(private readonly file: string) {}

  add(at: number, reason: string): void {
    this.count++;
    if (this.told.length < TOLD) this.told.push(`  ${this.file}, line ${at}: ${oneLine(reason)}`);
  }

  lines(): string[] {
    if (this.count === 0) return [];
    const more = this.count - this.told.length;
    return [
      `${this.count} ${this.count === 1 ? 'line was' : 'lines were'} left out:`,
      ...this.told,
      ...(more > 0 ? [`  and ${more} more`] : []),
    ];
  }

  summary(): string {
    if (this.count === 0) return `${this.file} has no lines`;
    return `no line of ${this.file} can be used; ${this.told[0]!.trim()}`;
  }
}

/** What a file says is shown on a terminal, which obeys control characters. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 300);

/** Keys hold texts, and there are as many as questions. */
const shortened = (key: string): string => createHash('sha256').update(key).digest('base64').slice(0, 16);

interface Reading {
  task: AnyTask;
  target: ImportTarget;
  /** Filled with the questions that were read; null where nothing is said of them. */
  placed: Placed | null;
}

/** The questions of a file, each once; lines that cannot be used are added to `bad`. */
export async function* readQuestions(
  file: string,
  { task, target, targetId, placed }: Reading & { targetId: string },
  bad: BadLines,
): AsyncGenerator<ImportedRow> {
  const { question, key } = formsOf(task).importing!;
  const lines = new Map<string, number>();
  const isRow = (value: unknown) => reasonWhyNot(() => question(value, target)) === null;
  for await (const { at, value, fault } of valuesOf(file, isRow)) {
    const reason = reasonWhyNot(() => {
      if (fault) throw new Error(fault);
      checkText(value);
    });
    if (reason !== null) {
      bad.add(at, reason);
      continue;
    }
    let read: Omit<ImportedRow, 'line'>;
    try {
      read = checked(task, question(value, target));
    } catch (error) {
      bad.add(at, (error as Error).message);
      continue;
    }
    const id = questionId(task, targetId, read.body);
    const before = lines.get(id);
    if (before !== undefined) {
      bad.add(at, `asks the same as line ${before}`);
      continue;
    }
    lines.set(id, at);
    if (placed) {
      const told = shortened(key(read.body, read.truth));
      placed.set(told, [...(placed.get(told) ?? []), id]);
    }
    yield { line: at, ...read };
  }
}

/** The explanations of a file, each of a question that was read before, one a question. */
export async function* readPredictions(
  file: string,
  { task, target, placed }: Reading & { placed: Placed },
  bad: BadLines,
): AsyncGenerator<ImportedSaying> {
  const { prediction, explanation } = formsOf(task).importing!;
  const taken = new Map<string, number>();
  const read = ({ value, fault }: Value) => {
    if (fault) throw new Error(fault);
    checkText(value);
    const { key, said } = prediction(value, target);
    const ids = placed.get(shortened(key));
    if (!ids) throw new Error('answers no question of the data file');
    const nth = taken.get(key) ?? 0;
    const id = ids[nth];
    if (id === undefined) throw new Error('answers a question that an earlier line answers');
    taken.set(key, nth + 1);
    return { id, said };
  };
  const isRow = (value: unknown) => reasonWhyNot(() => prediction(value, target)) === null;
  for await (const one of valuesOf(file, isRow)) {
    let found: { id: string; said: string };
    try {
      found = read(one);
    } catch (error) {
      bad.add(one.at, (error as Error).message);
      continue;
    }
    const text = explanation(found.said);
    yield { line: one.at, questionId: found.id, text, said: text === found.said ? null : found.said };
  }
}

/** What was read, as the schemas of its task have it. */
function checked(
  task: AnyTask,
  { body, truth, detail }: Omit<ImportedRow, 'line'>,
): Omit<ImportedRow, 'line'> {
  const forms = formsOf(task);
  return {
    body: forms.body.parse(body),
    truth: forms.truth.parse(truth),
    detail: forms.detail.parse(detail),
  };
}

function reasonWhyNot(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** PostgreSQL holds neither NUL nor halves of characters, which JSON writes as escapes. */
function checkText(value: unknown): void {
  if (/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/i.test(JSON.stringify(value)))
    throw new Error('holds a NUL or half a character');
}
