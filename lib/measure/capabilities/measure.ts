import { argmax } from '@/lib/engine/logits';
import type { Engine } from '@/lib/engine/engine';
import type { Capability } from '@/lib/schemas';
import type { Probe, Trial } from './probe';

/** Rows that are run together. */
const BATCH = 64;

/**
 * How often a model's most likely next token is the right one, for each probe.
 *
 * @param onProgress called with the share (0 to 1) that is done
 */
export async function measureCapabilities(
  engine: Engine,
  probes: readonly Probe[],
  onProgress?: (done: number) => void,
): Promise<Capability[]> {
  const all = probes.flatMap((probe, p) => probe.trials.map((trial) => ({ p, trial })));
  // Rows of like length run together, as padding costs as much as tokens.
  all.sort((a, b) => a.trial.ids.length - b.trial.ids.length);
  const right = new Set<Trial>();
  for (let from = 0; from < all.length; from += BATCH) {
    const some = all.slice(from, from + BATCH);
    const { last } = await engine.trace(some.map(({ trial }) => trial.ids));
    const { vocab } = engine.info;
    some.forEach(({ trial }, row) => {
      if (argmax(last.data.subarray(row * vocab, (row + 1) * vocab)) === trial.answer) right.add(trial);
    });
    onProgress?.(Math.min(1, (from + BATCH) / all.length));
  }
  return probes.map(({ trials, ...about }) => ({
    ...about,
    n: trials.length,
    right: trials.filter((trial) => right.has(trial)).length,
    parts: partsOf(trials, right),
  }));
}

function partsOf(trials: readonly Trial[], right: ReadonlySet<Trial>): Capability['parts'] {
  const parts: Capability['parts'] = {};
  for (const trial of trials) {
    if (trial.part === undefined) continue;
    const tally = (parts[trial.part] ??= { right: 0, n: 0 });
    tally.n++;
    if (right.has(trial)) tally.right++;
  }
  return parts;
}
