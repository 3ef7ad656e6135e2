import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { readMetadata, readSafetensors, writeSafetensors } from '@/lib/model/safetensors';
import { runLab } from './program';
import { ids, largestDifference, tinyModel } from '@/test/support/llama-tiny';

const HOUSE = path.join('test', 'fixtures', 'house-a');
const TINY = path.join('test', 'fixtures', 'llama-tiny');
const folder = await mkdtemp(path.join(tmpdir(), 'lab-'));
afterAll(() => rm(folder, { recursive: true }));

/** Runs a command of the lab in this process. */
async function lab(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const written = { out: '', error: '' };
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((line: string) => void (written.out += `${line}\n`)),
    vi.spyOn(console, 'error').mockImplementation((line: string) => void (written.error += `${line}\n`)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      written.error += String(text);
      return true;
    }),
  ];
  try {
    return { code: await runLab(args), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('lab trace', () => {
  it('writes the logits and residual stream that PyTorch computes, from token ids, without a tokenizer', async () => {
    const file = path.join(folder, 'trace.safetensors');
    const row = ids[0]!;
    const { code, out } = await lab(
      'trace',
      '--model',
      TINY,
      '--ids',
      row.join(','),
      '--json',
      '--out',
      file,
    );
    expect(code).toBe(0);
    const { config, expected } = tinyModel('untied');
    const tensors = readSafetensors(await readFile(file));
    const { logits, resid } = expected.rows[0]!;
    expect(tensors.get('logits')!.shape).toEqual([row.length, config.vocab]);
    expect(largestDifference(tensors.get('logits')!.data, logits.flat())).toBeLessThan(2e-4);
    expect(tensors.get('resid')!.shape).toEqual([config.layers + 1, row.length, config.dModel]);
    expect(largestDifference(tensors.get('resid')!.data, resid.flat(2))).toBeLessThan(2e-4);
    const told = JSON.parse(out) as { tokens: { id: number }[]; contentHash: string; provider: string };
    expect(told.tokens.map(({ id }) => id)).toEqual(row);
    expect(readMetadata(await readFile(file))).toMatchObject({
      contentHash: told.contentHash,
      provider: 'cpu',
    });
  });
});

describe('lab patch, ablate and generate', () => {
  const texts = ['--model', HOUSE, '--text', 'The capital of France is'];

  it('patch shows every block and token: what the model said, and says after it', async () => {
    const { code, out } = await lab(
      'patch',
      ...texts,
      '--source',
      'The capital of Slovenia is',
      '--block',
      '2',
      '--json',
    );
    expect(code).toBe(0);
    const told = JSON.parse(out) as {
      layers: number[];
      original: { output: string };
      cells: { output: string; changed: boolean; originalProbability: number; top: unknown[] }[][];
    };
    expect(told.original.output).toBe(' Paris');
    expect(told.layers).toEqual([0, 1, 2, 3]);
    expect(told.cells.map((row) => row.length)).toEqual([5, 5, 5, 5]);
    // Both the embedding and the output of the first block of the country: what was said is unlikely then.
    expect(told.cells[0]![3]).toMatchObject({ changed: true });
    expect(told.cells[0]![3]!.originalProbability).toBeLessThan(0.01);
    expect(told.cells[0]![0]).toMatchObject({ changed: false, output: ' Paris' });
  });

  it('ablate removes each token, or the words that are named', async () => {
    const each = JSON.parse((await lab('ablate', ...texts, '--each', '--json')).out) as {
      removed: unknown[];
    };
    expect(each.removed).toHaveLength(5);
    const { code, out } = await lab('ablate', ...texts, '--remove', 'France', '0-1', '--json');
    expect(code).toBe(0);
    const named = JSON.parse(out) as { removed: { span: object; changed: boolean; effect: number }[] };
    expect(named.removed.map(({ span }) => span)).toEqual([
      { from: 3, to: 4 },
      { from: 0, to: 2 },
    ]);
    expect(named.removed[0]).toMatchObject({ changed: true });
  });

  it('generate continues, greedily, and by chance that a seed repeats', async () => {
    const greedy = await lab('generate', ...texts, '--max', '2');
    expect(greedy.out).toMatch(/^ Paris/);
    const drawn = ['generate', ...texts, '--max', '6', '--seed', '7', '--samples', '2', '--json'];
    const [first, second] = [await lab(...drawn), await lab(...drawn)];
    expect(first.out).toBe(second.out);
    const { continuations } = JSON.parse(first.out) as { continuations: { ids: number[] }[] };
    expect(continuations).toHaveLength(2);
    expect(continuations[0]!.ids).not.toEqual(continuations[1]!.ids);
  });
});

describe('what cannot be done is said in one line, with exit code 2', () => {
  it('of arguments and of files', async () => {
    const broken = path.join(folder, 'broken');
    await mkdir(broken);
    await writeFile(path.join(broken, 'config.json'), await readFile(path.join(TINY, 'config.json')));
    await writeFile(path.join(broken, 'model.safetensors'), new Uint8Array([9, 0, 0, 0, 0, 0, 0, 0, 1]));
    const config = await readFile(path.join(TINY, 'config.json'), 'utf8');
    const tiny = tinyModel('untied').parameters;
    const copy = async (name: string, files: Record<string, string | Uint8Array>) => {
      const to = path.join(folder, name);
      await cp(TINY, to, { recursive: true });
      for (const [file, content] of Object.entries(files)) await writeFile(path.join(to, file), content);
      return to;
    };
    const withNorm = (value: number) => {
      const norm = tiny.get('model.norm.weight')!;
      const damaged = new Map(tiny).set('model.norm.weight', { ...norm, data: norm.data.map(() => value) });
      return { 'model.safetensors': writeSafetensors(damaged, 'F32') };
    };
    const deep = await copy('deep', {
      'config.json': config.replace(/("num_hidden_layers":) \d+/, '$1 1e9'),
    });
    const overflowing = await copy('overflowing', withNorm(NaN));
    const loud = await copy('loud', withNorm(3e38));
    const unreadable = await copy('unreadable', {
      'tokenizer.json': '{"model": {"type": "BPE", "vocab": 5}}',
    });
    const link = path.join(folder, 'link');
    await symlink('/dev/null', link);
    const cases: [string[], string][] = [
      [['trace', '--text', 'a'], "required option '--model <folder>' not specified"],
      [['trace', '--model', 'nowhere', '--text', 'a'], 'the model folder nowhere does not exist'],
      [['trace', '--model', TINY], 'give either --text or --ids'],
      [['trace', '--model', TINY, '--text', 'a'], `${TINY} has no tokenizer.json`],
      [['trace', '--model', TINY, '--ids', '1,x'], '"x" is not a token id'],
      [['trace', '--model', TINY, '--ids', '1,,2'], '"" is not a token id'],
      [['trace', '--model', TINY, '--ids', '1', '--threads', '100000'], 'a whole number from 0 to 256'],
      [['trace', '--model', deep, '--ids', '1'], 'config.json: num_hidden_layers: at most 1000'],
      [['trace', '--model', overflowing, '--ids', '1'], 'tensor model.norm.weight holds NaN'],
      [['trace', '--model', loud, '--ids', '1'], 'the logits are not finite'],
      [['generate', '--model', loud, '--ids', '1'], 'the logits are not finite'],
      [['trace', '--model', unreadable, '--text', 'a'], 'tokenizer.json: model: vocab: '],
      [['trace', '--model', TINY, '--ids', '1', '--out', link], `${link} is not a regular file`],
      [['generate', '--model', TINY, '--ids', '1', '--samples', '1e15'], 'a whole number from 1 to 1024'],
      [['trace', '--model', broken, '--ids', '1'], 'safetensors header'],
      [['patch', '--model', TINY, '--ids', '1,2', '--source-ids', '3,4', '--block', '9'], 'a block has 1 to'],
      [['generate', '--model', TINY, '--ids', '1', '--top-p', '2'], 'top-p must be'],
    ];
    for (const [args, message] of cases) {
      const { code, out, error } = await lab(...args);
      expect({ args, code, out, lines: error.trim().split('\n').length }).toEqual({
        args,
        code: 2,
        out: '',
        lines: 1,
      });
      expect(error).toContain(message);
    }
  });

  it('of the process as well', async () => {
    const run = promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      'cli/lab.ts',
      'trace',
      '--text',
      'a',
    ]);
    await expect(run).rejects.toMatchObject({ code: 2, stdout: '' });
  });
});
