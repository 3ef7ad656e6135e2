import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMetadata } from '@/lib/model/safetensors';

const STEPS = 60;
const CHILD = path.join('test', 'support', 'train-child.ts');

let root: string;
beforeAll(async () => (root = await mkdtemp(path.join(tmpdir(), 'mirrorscope-training-'))));
afterAll(() => rm(root, { recursive: true, force: true }));

/** Runs the training child; ends it by `signal` when it begins step `at`. Returns how it ended and what it printed. */
async function run(folder: string, end?: { at: number; signal: NodeJS.Signals }) {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, folder, String(STEPS)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const began: number[] = [];
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  createInterface(child.stdout).on('line', (line) => {
    output += `${line}\n`;
    const step = /^step (\d+)$/.exec(line)?.[1];
    if (step === undefined) return;
    began.push(Number(step));
    if (Number(step) === end?.at) child.kill(end.signal);
  });
  const ended = await new Promise<string>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`)),
  );
  return { ended, began, output };
}

const left = async (folder: string) => ({
  losses: JSON.parse(await readFile(path.join(folder, 'losses.json'), 'utf8')) as number[],
  curve: JSON.parse(await readFile(path.join(folder, 'result.json'), 'utf8')) as [number, number][],
  state: await readFile(path.join(folder, 'final.safetensors')),
});

/** The step of the checkpoint in a folder; 0 where there is none yet. */
async function savedStep(folder: string): Promise<number> {
  const file = await readFile(path.join(folder, 'checkpoint.safetensors')).catch(() => null);
  return file ? Number(readMetadata(file).step) : 0;
}

describe('a run of the lab', { timeout: 120_000 }, () => {
  it('killed at any step and resumed goes through the very losses of one that was not, to the same weights', async () => {
    const whole = path.join(root, 'whole');
    expect((await run(whole)).ended).toBe('code 0');
    const uninterrupted = await left(whole);
    expect(uninterrupted.losses).toHaveLength(STEPS);
    expect(uninterrupted.curve.map(([step]) => step)).toEqual([25, 50, 60]);
    expect(uninterrupted.losses.at(-1)).toBeLessThan(uninterrupted.losses[0]! / 2);

    const folder = path.join(root, 'killed');
    const kills = [2, 12].map((from) => from + Math.floor(Math.random() * 20));
    let saved = 0;
    for (const at of kills) {
      const { ended, began, output } = await run(folder, { at, signal: 'SIGKILL' });
      expect(ended, output).toBe('SIGKILL');
      expect(began[0], `killed at ${kills.join(', ')}\n${output}`).toBe(saved + 1);
      saved = await savedStep(folder);
    }
    expect(saved).toBeGreaterThan(0);
    const last = await run(folder);
    expect(last.ended, last.output).toBe('code 0');
    expect(last.began[0]).toBe(saved + 1);
    const resumed = await left(folder);
    expect(resumed.losses, `killed at ${kills.join(', ')}`).toEqual(uninterrupted.losses);
    expect(resumed.curve).toEqual(uninterrupted.curve);
    expect(resumed.state.equals(uninterrupted.state)).toBe(true);
  });

  it('stopped by Ctrl-C saves after the step it is in, and says how to go on', async () => {
    const folder = path.join(root, 'stopped');
    const { ended, output } = await run(folder, { at: 10, signal: 'SIGINT' });
    expect(ended, output).toBe('code 0');
    expect(output).toContain('continue with --resume');
    const losses = JSON.parse(await readFile(path.join(folder, 'losses.json'), 'utf8')) as number[];
    const resumed = await run(folder);
    expect(resumed.began[0]).toBe(losses.length + 1);
    expect(await left(folder)).toEqual(await left(path.join(root, 'whole')));
  });

  it('whose losses are gone is not continued on a curve that is made up', async () => {
    const folder = path.join(root, 'stopped');
    await unlink(path.join(folder, 'losses.json'));
    const { ended, output } = await run(folder);
    expect(ended).toBe('code 1');
    expect(output).toContain(`does not hold the losses of the ${STEPS} steps taken; start without --resume`);
  });
});
