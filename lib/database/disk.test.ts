import { describe, expect, it } from 'vitest';
import { blameDisk, type Disk } from './disk';

const on = (freeMegabytes: number) => (): Promise<Disk> =>
  Promise.resolve({ freeMegabytes, ok: freeMegabytes >= 32 });
const coded = (message: string, code: string) => Object.assign(new Error(message), { code });
const FULL = /^The disk that holds .+ is full \(3 MB free\): make room on it/;

// What the driver and the client were seen to say of a server that a full disk had stopped.
const GONE: [string, Error][] = [
  ['a connection that ended', new Error('Connection terminated unexpectedly')],
  [
    'a connection that the server closed',
    new Error('b cannot be imported: Server has closed the connection.'),
  ],
  [
    'a code of the client alone',
    new Error('cannot be imported', { cause: coded('Something else', 'P1017') }),
  ],
  ['a code of a socket alone', coded('read', 'ECONNRESET')],
  ['a shutdown', coded('terminating connection due to administrator command', '57P01')],
  ['a pool that had to wait', coded('no connection came free', 'P2024')],
  ['a server that does not come back', new Error('the database system is in recovery mode')],
];

describe('a failure of the database', () => {
  it.each(GONE)('on a full disk is the disk’s: %s', async (_, error) => {
    expect(await blameDisk(error, '/data', on(3))).toHaveProperty('message', expect.stringMatching(FULL));
  });

  it.each(GONE)('with room on the disk is what it says: %s', async (_, error) => {
    expect(await blameDisk(error, '/data', on(3000))).toBe(error);
  });

  it('that names the disk itself is the disk’s, whatever room there is now', async () => {
    const error = new Error('cannot be imported', { cause: coded('could not extend file', '53100') });
    expect(await blameDisk(error, '/data', on(3))).toHaveProperty('message', expect.stringMatching(FULL));
    expect(await blameDisk(error, '/data', on(3000))).not.toBe(error);
  });

  it('that has a reason of its own keeps it on a full disk', async () => {
    for (const error of [coded('duplicate key', '23505'), new Error('the bundle is corrupt')])
      expect(await blameDisk(error, '/data', on(3))).toBe(error);
  });
});
