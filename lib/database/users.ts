import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Names a process so that a later one with the same number is not taken for it: number and, where /proc tells, the
 * time it was started. Null when there is no such process.
 */
export function identify(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended, though nobody has collected it yet.
    return fields[0] === 'Z' ? null : `${pid} ${fields[19]}`;
  } catch {
    return String(pid);
  }
}

function isAlive(identity: string): boolean {
  const pid = Number.parseInt(identity, 10);
  return pid > 0 && identify(pid) === identity.trim();
}

/** Who uses something that the last of them has to put away: one file a process. Call it under a lock. */
export class Users {
  constructor(private readonly folder: string) {}

  async add(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(path.join(this.folder, String(process.pid)), identify(process.pid) ?? '');
  }

  /** Removes this process and the dead; returns how many remain. */
  async remove(): Promise<number> {
    await rm(path.join(this.folder, String(process.pid)), { force: true });
    let remaining = 0;
    for (const name of await readdir(this.folder).catch(() => [] as string[])) {
      const file = path.join(this.folder, name);
      if (isAlive(await readFile(file, 'utf8').catch(() => ''))) remaining++;
      else await rm(file, { force: true });
    }
    return remaining;
  }
}
