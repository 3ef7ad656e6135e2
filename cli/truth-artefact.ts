import path from 'node:path';

import { readSafetensors } from '@/lib/model/safetensors';
import type { PairType, PatchQuestion, PatchTruth, PositionType, Sweep } from '@/lib/task/patch/body';
import type { Split } from '@/lib/words';
import { readJson, readOrExplain } from './files';

/** One measured question of a truth artefact; its vector is in `vectors.safetensors` under its id. */
export interface TruthRow extends PatchQuestion {
  id: string;
  split: Split;
  relation: string;
  pairType: PairType;
  positionType: PositionType;
  subject: string;
  sourceSubject: string;
  /** Token ids of the text. */
  ids: number[];
  tokens: string[];
  sourceTokens: string[];
  truth: PatchTruth;
}

export interface TruthManifest {
  format: 1;
  stage: 'truth';
  target: string;
  targetHash: string;
  seed: number;
  /** Identifies target and questions. */
  hash: string;
  questions: number;
  /** By split: what each cell (layer x position type) had before balancing, and what was kept. */
  cells: Partial<Record<Split, { cell: string; raw: number; changed: number; kept: number }[]>>;
}

export interface TruthArtefact {
  manifest: TruthManifest;
  /** Sweeps of the test pairs, by `sweepKey`. */
  sweeps: Map<string, Sweep>;
  rows: (TruthRow & { vector: Float32Array })[];
}

export const sweepKey = ({ text, source }: { text: string; source: string }) => `${text}\t${source}`;

export const truthFolder = (target: string) => path.join('artefacts', 'truth', target);

/** Reads a truth artefact. Throws an Error that names the command which writes it when it is missing. */
export async function readTruth(target: string): Promise<TruthArtefact> {
  const folder = truthFolder(target);
  const writtenBy = `npm run lab -- truth ${target}`;
  const manifest = await readJson<TruthManifest>(path.join(folder, 'manifest.json'), writtenBy);
  const lines = new TextDecoder().decode(
    await readOrExplain(path.join(folder, 'questions.jsonl'), writtenBy),
  );
  const vectors = readSafetensors(await readOrExplain(path.join(folder, 'vectors.safetensors'), writtenBy));
  const rows = lines
    .trimEnd()
    .split('\n')
    .map((line) => {
      const row = JSON.parse(line) as TruthRow;
      const vector = vectors.get(row.id);
      if (!vector)
        throw new Error(`${folder}: question ${row.id} has no vector; write it again with: ${writtenBy}`);
      return { ...row, vector: vector.data };
    });
  const sweeps = new Map<string, Sweep>();
  const sweepLines = new TextDecoder().decode(
    await readOrExplain(path.join(folder, 'sweeps.jsonl'), writtenBy),
  );
  for (const line of sweepLines.trimEnd().split('\n')) {
    const { text, source, sweep } = JSON.parse(line) as { text: string; source: string; sweep: Sweep };
    sweeps.set(sweepKey({ text, source }), sweep);
  }
  return { manifest, rows, sweeps };
}
