import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, readdir, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { tinyStage, type TinyKind } from '@/test/support/tiny-stage';
import { checkFolder, savedSteps } from './checkpoints';
import { readMetrics } from './metrics';
import { hashOf, runTraining, type StageRun } from './training';

const STEPS = 60;
const CHILD = path.join('test', 'support', 'train-child.ts');

let root: string;
beforeAll(async () => (root = await mkdtemp(path.join(tmpdir(), 'mirrorscope-training-'))));
afterAll(() => rm(root, { recursive: true, force: true }));

/** Runs the training child; ends it by `signal` when it begins step `at`. Returns how it ended and what it printed. */
async function run(kind: TinyKind, folder: string, end?: { at: number; signal: NodeJS.Signals }) {
  const at = end ? [String(end.at), end.signal] : [];
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, kind, folder, String(STEPS), ...at], {
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
    if (Number(step) !== end?.at) return;
    // A terminal sends Ctrl-C to the process, and npm hands it on once more.
    if (end.signal === 'SIGINT') child.kill(end.signal);
    child.kill(end.signal);
  });
  const ended = await new Promise<string>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`)),
  );
  return { ended, began, output };
}

const metricsOf = (folder: string) => path.join(folder, 'metrics.jsonl');

/** The whole record of a folder, what took how long left out. */
async function recordOf(folder: string, steps = STEPS) {
  const record = await readMetrics(metricsOf(folder), steps);
  return { ...record, steps: record.steps.map((step) => ({ ...step, milliseconds: 0 })) };
}

const left = async (folder: string) => ({
  record: await recordOf(folder),
  curve: JSON.parse(await readFile(path.join(folder, 'result.json'), 'utf8')) as [number, number][],
  state: await readFile(path.join(folder, 'final.safetensors')),
});

const lastSaved = async (folder: string) => (await savedSteps(folder))[0] ?? 0;

describe.each<TinyKind>(['whole', 'adapter'])('a run of the lab (%s)', { timeout: 120_000 }, (kind) => {
  it('killed at any step and resumed goes through the very losses of one that was not, to the same weights', async () => {
    const whole = path.join(root, `${kind}-whole`);
    const alone = await run(kind, whole);
    expect(alone.ended, alone.output).toBe('code 0');
    const uninterrupted = await left(whole);
    expect(uninterrupted.curve.map(([step]) => step)).toEqual([25, 50, 60]);
    expect(uninterrupted.record.heldOut).toHaveLength(kind === 'adapter' ? 12 : 0);
    const losses = uninterrupted.record.steps.map(({ loss }) => loss);
    expect(losses.at(-1)).toBeLessThan((kind === 'whole' ? 0.5 : 0.97) * losses[0]!);

    const folder = path.join(root, `${kind}-killed`);
    const kills: number[] = [];
    let saved = 0;
    while (kills.length < 2) {
      // Of the steps that it has yet to take: what is saved is taken no more, and no step of it would be the last.
      const at = saved + 8 + Math.floor(Math.random() * 12);
      kills.push(at);
      const { ended, began, output } = await run(kind, folder, { at, signal: 'SIGKILL' });
      expect(ended, output).toBe('SIGKILL');
      expect(began[0], `killed at ${kills.join(', ')}\n${output}`).toBe(saved + 1);
      saved = await lastSaved(folder);
    }
    expect(saved).toBeGreaterThan(0);
    const last = await run(kind, folder);
    expect(last.ended, last.output).toBe('code 0');
    expect(last.began[0]).toBe(saved + 1);
    const resumed = await left(folder);
    expect(resumed.record, `killed at ${kills.join(', ')}`).toEqual(uninterrupted.record);
    expect(resumed.curve).toEqual(uninterrupted.curve);
    expect(resumed.state.equals(uninterrupted.state)).toBe(true);
  });
});

describe('a run of the lab', { timeout: 120_000 }, () => {
  it('stopped by Ctrl-C saves after the step it is in, and says how to go on', async () => {
    const folder = path.join(root, 'stopped');
    const { ended, output } = await run('whole', folder, { at: 10, signal: 'SIGINT' });
    expect(ended, output).toBe('code 0');
    expect(output).toContain('continue with --resume');
    const saved = await lastSaved(folder);
    expect(saved).toBeGreaterThanOrEqual(10);
    const resumed = await run('whole', folder);
    expect(resumed.began[0]).toBe(saved + 1);
    expect(await left(folder)).toEqual(await left(path.join(root, 'whole-whole')));
  });

  it('whose losses are gone is not continued on a curve that is made up', async () => {
    const folder = path.join(root, 'stopped');
    await unlink(metricsOf(folder));
    const { ended, output } = await run('whole', folder);
    expect(ended).toBe('code 1');
    expect(output).toContain(`does not hold the losses of the ${STEPS} steps taken; start without --resume`);
  });
});

describe('what a run leaves on the disk', () => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const drawn = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  afterEach(() => said.mockClear());
  afterAll(() => [said, drawn].forEach((spy) => spy.mockRestore()));

  let count = 0;
  const newFolder = () => path.join(root, `run-${count++}`);
  const stage = (folder: string, steps: number, changes: Partial<StageRun> = {}) => ({
    ...tinyStage('whole', folder, steps),
    ...changes,
  });
  /** A stage that breaks off before step `at`, as if it had been killed there. */
  const broken = (folder: string, steps: number, at: number): StageRun => {
    const whole = stage(folder, steps);
    const batch: StageRun['plan']['batch'] = (step, micro) => {
      if (step + 1 === at) throw new Error('killed');
      return whole.plan.batch(step, micro);
    };
    return { ...whole, plan: { ...whole.plan, batch } };
  };

  it('are the last few checkpoints and a line for each step', async () => {
    const folder = newFolder();
    await runTraining(stage(folder, 30));
    expect(await savedSteps(folder)).toEqual([30, 28]);
    const lines = (await readFile(metricsOf(folder), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { step: number }).step)).toEqual(
      Array.from({ length: 30 }, (_, i) => i + 1),
    );
    expect(JSON.parse(lines[0]!)).toEqual({
      step: 1,
      loss: expect.closeTo(Math.log(48), 0) as number,
      gradientNorm: expect.any(Number) as number,
      learningRate: expect.closeTo(1e-3, 9) as number,
      tokens: 96,
      milliseconds: expect.any(Number) as number,
    });
  });

  it('begins anew without --resume, whatever lies there', async () => {
    const folder = newFolder();
    await runTraining(stage(folder, 20));
    await runTraining(stage(folder, 5, { resume: false }));
    expect(await savedSteps(folder)).toEqual([5]);
    expect((await recordOf(folder, 5)).steps).toHaveLength(5);
  });

  it('is used as far as it is whole: a damaged checkpoint is passed over, a half line is not believed', async () => {
    const [folder, other] = [newFolder(), newFolder()];
    await runTraining(stage(other, 30));
    await expect(runTraining(broken(folder, 30, 17))).rejects.toThrow('killed');
    expect(await savedSteps(folder)).toEqual([14, 7]);
    const newest = path.join(
      folder,
      (await readdir(folder)).filter((name) => name.startsWith('checkpoint')).at(-1)!,
    );
    const bytes = await readFile(newest);
    await writeFile(newest, bytes.subarray(0, bytes.length / 2));
    await appendFile(metricsOf(folder), '{"step":17,"loss":1.2');
    const result = await runTraining(stage(folder, 30));
    expect(said.mock.calls.flat().join('\n')).toMatch(
      /checkpoint-0+14\.safetensors is damaged \(.*\); trying/,
    );
    expect(await recordOf(folder, 30)).toEqual(await recordOf(other, 30));
    expect(result!.state.step).toBe(30);
  });

  it('is not taken for a new run where no checkpoint is whole', async () => {
    const folder = newFolder();
    await runTraining(stage(folder, 7));
    await writeFile(path.join(folder, 'checkpoint-00000007.safetensors'), 'nothing');
    await expect(runTraining(stage(folder, 7))).rejects.toThrow(
      `no checkpoint in ${folder} is whole; start without --resume`,
    );
    expect(await savedSteps(folder)).toEqual([7]);
  });

  it('of other settings is left alone', async () => {
    const folder = newFolder();
    await runTraining(stage(folder, 7));
    await expect(runTraining(stage(folder, 7, { fingerprint: 'other' }))).rejects.toThrow(
      'the checkpoint belongs to a run with other settings or data',
    );
    expect(await savedSteps(folder)).toEqual([7]);
  });

  it('holds the best state of a run that ended early', async () => {
    const folder = newFolder();
    const whole = stage(folder, 40);
    const result = await runTraining({
      ...whole,
      plan: {
        ...whole.plan,
        learningRate: (step) => (step < 12 ? 3e-3 : 0.5),
        heldOut: { batches: [whole.plan.batch(99, 0)], every: 4, stopping: { patience: 2, minDelta: 0 } },
      },
    });
    const { heldOut } = result!;
    const best = heldOut.reduce((a, b) => (b.loss < a.loss ? b : a));
    expect(result!.state.step).toBe(best.step);
    expect(heldOut.at(-1)!.step).toBe(best.step + 8);
    expect(heldOut.at(-1)!.step).toBeLessThan(40);
    expect(said.mock.calls.flat()).toContain('stopped early: the held-out loss falls no more');
    const trainer = whole.trainer(result!.state);
    expect((await trainer.evaluate(whole.plan.batch(99, 0))).loss).toBe(best.loss);
    await trainer.dispose();
  });

  it.runIf(existsSync('/dev/full'))(
    'stays as it was when the disk fills up, and the run says so in one line',
    async () => {
      const folder = newFolder();
      await runTraining(stage(folder, 14));
      const full = stage(folder, 30);
      full.plan = {
        ...full.plan,
        steps: 30,
        batch(step, micro) {
          const file = path.join(folder, `checkpoint-00000021.safetensors.${process.pid}.tmp`);
          // What is written to this device meets a full disk.
          if (step === 16) void symlink('/dev/full', file);
          return tinyStage('whole', folder, 14).plan.batch(step, micro);
        },
      };
      await expect(runTraining(full)).rejects.toThrow(
        `no room is left in ${folder} after step 21; the last checkpoint is that of step 14. Make room and continue with --resume`,
      );
      expect(await savedSteps(folder)).toEqual([14, 7]);
      expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      const result = await runTraining(stage(folder, 30));
      expect(result!.state.step).toBe(30);
    },
  );

  it('is tried out before the first step', async () => {
    const folder = newFolder();
    await writeFile(folder, 'a file');
    const inFile = path.join(folder, 'run');
    await expect(runTraining(stage(inFile, 5))).rejects.toThrow(
      `cannot write to ${inFile}: a part of its path is a file`,
    );
    await expect(checkFolder(root, 1e18)).rejects.toThrow(
      /^the checkpoints of this run need 1,000,000,000,000 MB in .*, where [\d,]+ MB are free$/,
    );
  });
});

it('hashes texts and what JSON can say, and leaves bytes to a hash of bytes', () => {
  expect(hashOf({ seed: 1 })).toBe(hashOf('{"seed":1}'));
  // @ts-expect-error As JSON, bytes would be a text of many times their size.
  hashOf(new Uint8Array(1));
});
