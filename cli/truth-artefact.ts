import path from 'node:path';

import type { CellReport } from '@/lib/measure/balance';
import type { Split } from '@/lib/words';
import { readJson, readOrExplain, writeAtomically, writeJson } from './files';
import { readRows, writeRows, type TruthRow } from './truth-rows';

export interface TruthManifest {
  format: 3;
  stage: 'truth';
  task: string;
  target: string;
  targetHash: string;
  seed: number;
  /** Identifies target and questions. */
  hash: string;
  questions: number;
  /** By split: what each cell had before it was evened out, and what was kept. */
  cells: Partial<Record<Split, CellReport[]>>;
  /** By split: how many details (pairs of texts) the questions are about. */
  distinct: Partial<Record<Split, number>>;
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

/** Writes an artefact; the manifest last, so that a folder with a manifest is whole. */
export async function writeTruth({ manifest, rows, details }: TruthArtefact): Promise<void> {
  const folder = truthFolder(manifest.target, manifest.task);
  await writeRows(folder, QUESTIONS, rows);
  const lines = [...details].map(([key, detail]) => `${JSON.stringify({ key, detail })}\n`);
  await writeAtomically(path.join(folder, 'details.jsonl'), lines.join(''));
  await writeJson(path.join(folder, 'manifest.json'), manifest);
}

/** Reads a truth artefact. Throws an Error that names the command which writes it when it is missing. */
export async function readTruth(target: string, task: string): Promise<TruthArtefact> {
  const folder = truthFolder(target, task);
  const writtenBy = truthCommandOf(target, task);
  const manifest = await readJson<TruthManifest>(path.join(folder, 'manifest.json'), writtenBy);
  if (manifest.format !== 3)
    throw new Error(`${folder} is of an earlier form; write it anew with: ${writtenBy}`);
  const rows = await readRows(folder, QUESTIONS, writtenBy);
  const text = new TextDecoder().decode(await readOrExplain(path.join(folder, 'details.jsonl'), writtenBy));
  const details = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { key: string; detail: unknown });
  return { manifest, rows, details: new Map(details.map(({ key, detail }) => [key, detail])) };
}

const QUESTIONS = 'questions';
