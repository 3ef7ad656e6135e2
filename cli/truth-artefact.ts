import path from 'node:path';

import type { Parameters } from '@/lib/model/parameters';
import { readSafetensors, writeSafetensors } from '@/lib/model/safetensors';
import type { Given } from '@/lib/task/task';
import type { Split } from '@/lib/words';
import { readJson, readOrExplain, writeAtomically, writeJson } from './files';

/** One measured question. Its vector lies in `vectors.safetensors` under its id, its detail in `details.jsonl`. */
export interface TruthRow<Body = unknown, Truth = unknown> {
  id: string;
  split: Split;
  body: Body;
  truth: Truth;
  given: Given;
}

export interface TruthManifest {
  format: 2;
  stage: 'truth';
  task: string;
  target: string;
  targetHash: string;
  seed: number;
  /** Identifies target and questions. */
  hash: string;
  questions: number;
  /** By split: what each cell had before balancing, by side, and what was kept. */
  cells: Partial<Record<Split, { cell: string; raw: number; sides: Record<string, number>; kept: number }[]>>;
}

export interface TruthArtefact {
  manifest: TruthManifest;
  rows: TruthRow[];
  /** What pages draw of test questions, by `detailKeyOf`. */
  details: Map<string, unknown>;
}

export const truthFolder = (target: string, task: string) => path.join('artefacts', 'truth', target, task);

export const truthCommandOf = (target: string, task: string) =>
  `npm run lab -- truth ${target} --task ${task}`;

/** The questions of an artefact as text, one a line, without their vectors: what its hash is taken over. */
export const questionLines = (rows: readonly TruthRow[]): string =>
  rows.map(({ given, ...row }) => `${JSON.stringify({ ...row, ids: given.ids })}\n`).join('');

/** Writes an artefact; the manifest last, so that a folder with a manifest is whole. */
export async function writeTruth({ manifest, rows, details }: TruthArtefact): Promise<void> {
  const folder = truthFolder(manifest.target, manifest.task);
  const vectors: Parameters = new Map(
    rows.flatMap(({ id, given: { vector } }) =>
      vector ? [[id, { shape: [vector.length], data: vector }]] : [],
    ),
  );
  await writeAtomically(path.join(folder, 'questions.jsonl'), questionLines(rows));
  await writeAtomically(path.join(folder, 'vectors.safetensors'), writeSafetensors(vectors, 'F32'));
  const lines = [...details].map(([key, detail]) => `${JSON.stringify({ key, detail })}\n`);
  await writeAtomically(path.join(folder, 'details.jsonl'), lines.join(''));
  await writeJson(path.join(folder, 'manifest.json'), manifest);
}

/** Reads a truth artefact. Throws an Error that names the command which writes it when it is missing. */
export async function readTruth(target: string, task: string): Promise<TruthArtefact> {
  const folder = truthFolder(target, task);
  const writtenBy = truthCommandOf(target, task);
  const manifest = await readJson<TruthManifest>(path.join(folder, 'manifest.json'), writtenBy);
  const linesOf = async (name: string) =>
    new TextDecoder()
      .decode(await readOrExplain(path.join(folder, name), writtenBy))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown);
  const vectors = readSafetensors(await readOrExplain(path.join(folder, 'vectors.safetensors'), writtenBy));
  const rows = (await linesOf('questions.jsonl')).map((line): TruthRow => {
    const { ids, ...row } = line as Omit<TruthRow, 'given'> & { ids: number[] };
    return { ...row, given: { ids, vector: vectors.get(row.id)?.data ?? null } };
  });
  const details = (await linesOf('details.jsonl')) as { key: string; detail: unknown }[];
  return { manifest, rows, details: new Map(details.map(({ key, detail }) => [key, detail])) };
}
