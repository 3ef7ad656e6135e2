import { execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** A script in PyTorch that stands ready: runs a command of its own and says how long it took. */
export interface TorchRival {
  version: string;
  /** Milliseconds that the command took. */
  run(command: string): Promise<number>;
  end(): void;
}

/** Starts one of the `*_torch.py`, in the first Python that has PyTorch; null where none has. */
export async function startTorch(script: string, settings: object): Promise<TorchRival | null> {
  for (const python of ['python3', '/usr/bin/python3']) {
    const has = await promisify(execFile)(python, ['-c', 'import torch']).catch(() => null);
    if (!has) continue;
    const child = spawn(python, [path.join(import.meta.dirname, script), JSON.stringify(settings)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    });
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const answer = async () => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${script} failed`);
      return JSON.parse(value) as unknown;
    };
    const { version } = (await answer()) as { version: string };
    return {
      version,
      async run(command) {
        child.stdin.write(`${command}\n`);
        return Number(await answer());
      },
      end: () => child.stdin.end(),
    };
  }
  return null;
}
