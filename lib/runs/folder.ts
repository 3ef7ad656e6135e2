import { open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { GrowingCurve } from './curve';
import { begunRunSchema, RUN_FILES, type BegunRun, type FollowedRun, type RunState } from './record';

/** Folders of the lab in which each run has a folder of its own. */
const STAGES = ['pretrain', 'train'] as const;

/** A run that wrote nothing for so long was cut off: a step takes seconds at most, measuring what is held out a minute. */
const SILENT_MS = 3 * 60_000;

/** The folder of a run, what it said of itself, and when it last wrote. */
export interface RunFolder {
  folder: string;
  begun: BegunRun;
  state: RunState;
  updatedAt: Date;
}

/** Every run that was begun under a folder of artefacts, the newest first. One that cannot be read is none. */
export async function runFolders(artefacts: string): Promise<RunFolder[]> {
  const found = await Promise.all(
    STAGES.map(async (stage) => {
      const names = await readdir(path.join(artefacts, stage)).catch(() => []);
      return Promise.all(names.map((name) => readRunFolder(path.join(artefacts, stage, name))));
    }),
  );
  const runs = found.flat().filter((run) => run !== null);
  return runs.sort((a, b) => (a.begun.startedAt < b.begun.startedAt ? 1 : -1));
}

/** What makes a run by its name; null where none was begun. Looked up among those there are: a name may hold anything. */
export async function findRunFolder(artefacts: string, subjectId: string): Promise<RunFolder | null> {
  return (await runFolders(artefacts)).find(({ begun }) => begun.subjectId === subjectId) ?? null;
}

async function readRunFolder(folder: string): Promise<RunFolder | null> {
  try {
    const begun = begunRunSchema.parse(
      JSON.parse(await readFile(path.join(folder, RUN_FILES.begun), 'utf8')),
    );
    const { mtime } = await stat(path.join(folder, RUN_FILES.metrics));
    const silent = Date.now() - mtime.getTime() > SILENT_MS;
    return { folder, begun, state: begun.ended ?? (silent ? 'silent' : 'running'), updatedAt: mtime };
  } catch {
    return null;
  }
}

/** The bytes of a run's metrics from an offset on; null where the file became shorter, as that of a run that goes on from a checkpoint. */
export async function readFrom(folder: string, offset: number): Promise<Buffer | null> {
  const file = await open(path.join(folder, RUN_FILES.metrics));
  try {
    const { size } = await file.stat();
    if (size < offset) return null;
    const bytes = Buffer.alloc(size - offset);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Name of the held-out curve of a run, as finished runs have it. */
export const heldOutName = ({ heldOut }: BegunRun): string =>
  heldOut === 'wrong' ? 'heldOutWrong' : 'heldOut';

/** How far a run is. */
export async function followed({ folder, begun, state, updatedAt }: RunFolder): Promise<FollowedRun> {
  const { ended: _, ...rest } = begun;
  const curve = new GrowingCurve(heldOutName(begun));
  curve.take((await readFrom(folder, 0))?.toString() ?? '');
  const { step, millisecondsPerStep } = curve;
  return { ...rest, state, step, millisecondsPerStep, updatedAt: updatedAt.toISOString() };
}
