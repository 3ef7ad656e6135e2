import { open, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from 'fs-native-extensions';
import { Fault } from '@/lib/fault';

/**
 * Runs `work` while no other process runs its own under the same file. The lock is the operating system's on the open
 * file, so that it goes with its holder however that ends, and nobody has to judge whether one is stale; the file stays.
 * `work` is given the open file's descriptor: a program that inherits it holds the lock as well, and so an orphan whose
 * starter was killed keeps others out until it has ended.
 * @throws Fault when the holder keeps it longer than `patience` milliseconds
 */
export async function withLock<T>(
  file: string,
  work: (descriptor: number) => Promise<T>,
  patience = 300_000,
): Promise<T> {
  const handle = await open(file, 'a+', 0o600);
  try {
    for (const deadline = Date.now() + patience; !tryLock(handle.fd); await sleep(50))
      if (Date.now() > deadline)
        throw new Fault(
          `${file} is held by process ${await readFile(file, 'utf8')}, or one that it started, which does not let go: end it.`,
        );
    // For that message alone: a full disk, which refuses it, is for `work` to find.
    await handle
      .truncate(0)
      .then(() => handle.write(String(process.pid)))
      .catch(() => undefined);
    return await work(handle.fd);
  } finally {
    await handle.close();
  }
}
