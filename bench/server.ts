import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

export interface RunningServer {
  address: string;
  /** Memory of the process that answers, in MB. */
  residentMB: () => Promise<number>;
  stop: () => Promise<void>;
}

/** The app as `npm start` serves it, on the port that is free. */
export async function startServer(
  args: string[] = [],
  environment: Record<string, string> = {},
): Promise<RunningServer> {
  const child = spawn(process.execPath, ['scripts/start.mjs', ...args], {
    env: { ...process.env, LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /ready at (http:\S+) /.exec(output)?.[1];
      if (ready) resolve(ready);
    });
    void ended.then(() => reject(new Error('The server did not start.')));
  });
  return {
    address,
    residentMB: () => residentOf(child.pid ?? 0),
    stop: async () => {
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** Memory of the Node.js process that `npm start` started, in MB. */
async function residentOf(parent: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'ppid=,rss=,args=']);
  const sizes = stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((found) => Number(found?.[1]) === parent && found?.[3]?.includes('server/main'))
    .map((found) => Number(found?.[2]) / 1024);
  return Math.max(0, ...sizes);
}
