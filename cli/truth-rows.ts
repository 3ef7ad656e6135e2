import path from 'node:path';

import { readSafetensors, writeSafetensors } from '@/lib/model/safetensors';
import type { Given } from '@/lib/task/task';
import type { Split } from '@/lib/words';
import { readOrExplain, writeAtomically } from './files';

/** One measured question. */
export interface TruthRow<Body = unknown, Truth = unknown> {
  id: string;
  split: Split;
  body: Body;
  truth: Truth;
  given: Given;
  /** Facets that follow from other questions. */
  marks?: string[];
}

/** Name of the vectors in their file: `[questions, d_model]`, in the order of the lines. */
const VECTORS = 'vectors';

/** Questions as text, one a line, without their vectors. */
export const questionLines = (rows: readonly TruthRow[]): string =>
  rows.map(({ given, ...row }) => `${JSON.stringify({ ...row, ids: given.ids })}\n`).join('');

/** Writes questions as lines and, beside them, their vectors. The lines last: where there are lines, all is there. */
export async function writeRows(folder: string, name: string, rows: readonly TruthRow[]): Promise<void> {
  const [lines, tensors] = filesOf(folder, name);
  await writeAtomically(tensors, writeSafetensors(stacked(rows), 'F32'));
  await writeAtomically(lines, questionLines(rows));
}

/** @throws Error that names the command which writes them, where a file is missing */
export async function readRows(folder: string, name: string, writtenBy: string): Promise<TruthRow[]> {
  const [lines, tensors] = filesOf(folder, name);
  const text = new TextDecoder().decode(await readOrExplain(lines, writtenBy));
  const all = readSafetensors(await readOrExplain(tensors, writtenBy)).get(VECTORS);
  const width = all?.shape[1] ?? 0;
  return text
    .split('\n')
    .filter(Boolean)
    .map((line, i): TruthRow => {
      const { ids, ...row } = JSON.parse(line) as Omit<TruthRow, 'given'> & { ids: number[] };
      const vector = all ? all.data.subarray(i * width, (i + 1) * width) : null;
      return { ...row, given: { ids, vector } };
    });
}

const filesOf = (folder: string, name: string): [lines: string, tensors: string] => [
  path.join(folder, `${name}.jsonl`),
  path.join(folder, `${name}.safetensors`),
];

/** The vectors of all questions as one tensor; nothing where the task shows none. */
function stacked(rows: readonly TruthRow[]) {
  const width = rows[0]?.given.vector?.length;
  if (width === undefined) return new Map();
  const data = new Float32Array(rows.length * width);
  rows.forEach(({ id, given: { vector } }, i) => {
    if (vector?.length !== width) throw new Error(`question ${id} has no vector of ${width} elements`);
    data.set(vector, i * width);
  });
  return new Map([[VECTORS, { shape: [rows.length, width], data }]]);
}
