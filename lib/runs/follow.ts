import { setTimeout as wait } from 'node:timers/promises';
import { GrowingCurve } from './curve';
import { findRunFolder, heldOutName, readFrom } from './folder';
import type { Told } from './record';

export type { Told };

/** Time between two looks at the files. */
const LOOK_MS = 1000;

/**
 * Follows a run by the files that its trainer writes, until it ends or says nothing any more. First comes all from step `from` on, then
 * what is added. A run that went on from an earlier checkpoint repeats its steps, to the digit: points are told again.
 *
 * @param from last step that the follower knows, of which not every curve may have been told; 0 for none
 */
export async function* followRun(
  artefacts: string,
  subjectId: string,
  from: number,
  signal: AbortSignal,
  lookMs = LOOK_MS,
): AsyncGenerator<Told> {
  let offset = 0;
  let curve: GrowingCurve | null = null;
  let last: string | null = null;
  while (!signal.aborted) {
    // How it stands is read before its lines: a run that ended has written them all.
    const run = await findRunFolder(artefacts, subjectId);
    if (!run) return;
    curve ??= new GrowingCurve(heldOutName(run.begun));
    const added = await readFrom(run.folder, offset);
    if (added === null) {
      offset = 0;
      curve = null;
      continue;
    }
    offset += added.length;
    const points = curve.take(added.toString()).filter(({ step }) => step >= from);
    const news: Told = {
      points,
      step: curve.step,
      millisecondsPerStep: curve.millisecondsPerStep,
      state: run.state,
    };
    const key = `${news.step} ${news.state}`;
    if (key !== last) yield news;
    last = key;
    if (run.state !== 'running') return;
    await wait(lookMs, undefined, { signal }).catch(() => undefined);
  }
}
