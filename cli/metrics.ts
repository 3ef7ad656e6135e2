import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

import type { HeldOut } from '@/lib/train/early-stop';
import { parseMetrics, type HeldOutMetrics, type StepMetrics } from '@/lib/train/metrics';
import { readIfPresent, writeAtomically } from './files';

/** The record of a run so far: one entry for each step taken, and one for each evaluation. */
export interface MetricsRecord {
  steps: StepMetrics[];
  heldOut: HeldOut[];
}

/**
 * Reads the record of the first `steps` steps from a file of JSON lines. What comes after them was written by a run that
 * was killed before it saved, and will be written again; a half line ends what is believed.
 *
 * Throws an Error when a step is missing: a curve is not made up.
 */
export async function readMetrics(file: string, steps: number): Promise<MetricsRecord> {
  const record: MetricsRecord = { steps: [], heldOut: [] };
  const text = new TextDecoder().decode((await readIfPresent(file)) ?? new Uint8Array());
  // What follows the last line break is no whole line.
  for (const line of text.split('\n').slice(0, -1)) {
    const entry = parseMetrics(line);
    if (!entry) break;
    if (entry.step > steps) continue;
    if ('heldOut' in entry) record.heldOut.push({ step: entry.step, loss: entry.heldOut });
    else if (entry.step === record.steps.length + 1) record.steps.push(entry);
  }
  if (record.steps.length < steps)
    throw new Error(`${file} does not hold the losses of the ${steps} steps taken; start without --resume`);
  return record;
}

/** Appends metrics to a file of JSON lines that holds a record and nothing else. */
export class MetricsWriter {
  private constructor(private readonly descriptor: number) {}

  /** Opens the file, cut back to `record`. */
  static async open(file: string, record: MetricsRecord): Promise<MetricsWriter> {
    const entries: (StepMetrics | HeldOutMetrics)[] = [
      ...record.steps,
      ...record.heldOut.map(({ step, loss }) => ({ step, heldOut: loss })),
    ];
    entries.sort((a, b) => a.step - b.step);
    await writeAtomically(file, entries.map(lineOf).join(''));
    return new MetricsWriter(openSync(file, 'a'));
  }

  append(entry: StepMetrics | HeldOutMetrics): void {
    writeSync(this.descriptor, lineOf(entry));
  }

  /** Waits until all of it is on the disk: before a checkpoint says that its steps were taken. */
  sync(): void {
    fsyncSync(this.descriptor);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

const lineOf = (entry: StepMetrics | HeldOutMetrics) => `${JSON.stringify(entry)}\n`;
