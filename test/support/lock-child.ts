/**
 * Takes a lock again and again, and writes into a journal what it does; dies in it now and then, by SIGKILL. Arguments:
 * lock, journal, how often of a hundred times it dies, how many times it takes the lock.
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from '@/lib/lock';

const [lock = '', journal = '', deaths = '0', times = '1'] = process.argv.slice(2);
const write = (what: string) => appendFileSync(journal, `${what} ${process.pid}\n`);
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
for (let time = 0; time < Number(times); time++)
  await withLock(lock, async () => {
    write('in');
    await sleep(2);
    if (100 * Math.random() < Number(deaths)) {
      write('dies');
      process.kill(process.pid, 'SIGKILL');
    }
    write('out');
  });
process.exit(0);
