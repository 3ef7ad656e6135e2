import { readFile, readdir, rm, statfs } from 'node:fs/promises';
import path from 'node:path';

import { makeFolder } from '@/lib/folder';
import { OtherRunError, packCheckpoint, unpackCheckpoint } from '@/lib/train/checkpoint';
import type { TrainingState } from '@/lib/train/trainer';
import { readIfPresent, writeAtomically } from './files';

/** The checkpoints of one run: the last few by step, and the best one by held-out loss. */
export interface CheckpointFolder {
  folder: string;
  /** Settings, data and base of the run, hashed. */
  fingerprint: string;
  /** How many of the last are kept. */
  keep: number;
}

const FILE = /^checkpoint-(\d+)\.safetensors$/;
const BEST = 'best.safetensors';

const fileOf = (step: number) => `checkpoint-${String(step).padStart(8, '0')}.safetensors`;

/** Writes a checkpoint, and removes those before the last few. */
export async function saveCheckpoint(at: CheckpointFolder, state: TrainingState): Promise<void> {
  await writeAtomically(path.join(at.folder, fileOf(state.step)), packCheckpoint(state, at.fingerprint));
  for (const step of (await savedSteps(at.folder)).slice(at.keep))
    await rm(path.join(at.folder, fileOf(step)), { force: true });
}

export async function saveBest(at: CheckpointFolder, state: TrainingState): Promise<void> {
  await writeAtomically(path.join(at.folder, BEST), packCheckpoint(state, at.fingerprint));
}

/** The best checkpoint. Throws an Error when it is missing or damaged. */
export async function readBest(at: CheckpointFolder): Promise<TrainingState> {
  const file = await readIfPresent(path.join(at.folder, BEST));
  if (!file) throw new Error(`${path.join(at.folder, BEST)} is missing`);
  return unpackCheckpoint(file, at.fingerprint);
}

/**
 * The newest checkpoint that is whole, or null where there are none at all. Says which ones it had to pass over. Throws
 * an `OtherRunError` when they belong to a run with other settings or data, and an Error when none of them is whole.
 */
export async function readNewest(
  at: CheckpointFolder,
  say: (line: string) => void,
): Promise<TrainingState | null> {
  const steps = await savedSteps(at.folder);
  for (const step of steps) {
    const file = path.join(at.folder, fileOf(step));
    try {
      return unpackCheckpoint(await readFile(file), at.fingerprint);
    } catch (error) {
      if (error instanceof OtherRunError) throw error;
      say(
        `${file} is damaged (${error instanceof Error ? error.message : String(error)}); trying the one before it`,
      );
    }
  }
  if (steps.length > 0) throw new Error(`no checkpoint in ${at.folder} is whole; start without --resume`);
  return null;
}

/** Removes all checkpoints of a folder. */
export async function removeCheckpoints(folder: string): Promise<void> {
  for (const step of await savedSteps(folder)) await rm(path.join(folder, fileOf(step)), { force: true });
  await rm(path.join(folder, BEST), { force: true });
}

/** Steps of the checkpoints in a folder, the newest first. */
export async function savedSteps(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .flatMap((name) => FILE.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}

/**
 * Makes the folder and tries it out, so that a run does not end at its first checkpoint. Throws an Error with one clear
 * line when it cannot be written to, or has no room for so many bytes.
 */
export async function checkFolder(folder: string, bytes: number): Promise<void> {
  try {
    await makeFolder(folder);
    const probe = path.join(folder, '.probe');
    await writeAtomically(probe, 'can be written');
    await rm(probe);
  } catch (cause) {
    throw new Error(`cannot write to ${folder}: ${reason(cause)}`, { cause });
  }
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < bytes)
    throw new Error(
      `the checkpoints of this run need ${megabytes(bytes)} in ${folder}, where ${megabytes(free)} are free`,
    );
}

const OUT_OF_ROOM = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Whether a write failed because the disk, a quota or a limit is full. */
export function isOutOfRoom(error: unknown): boolean {
  return OUT_OF_ROOM.includes(codeOf(error));
}

function reason(error: unknown): string {
  if (isOutOfRoom(error)) return 'the disk is full';
  const known: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the disk is read-only',
    ENOTDIR: 'a part of its path is a file',
    EEXIST: 'it is a file',
  };
  return known[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;
