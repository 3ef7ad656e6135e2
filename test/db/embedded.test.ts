import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStore, storeCounts } from '@/lib/store';
import { elsewhere } from '@/lib/database/cluster';
import { openEmbedded } from '@/lib/database/embedded';
import { migrate, readMigrations } from '@/lib/store/migrate';
import { type Child, query, root, startChild, temporaryFolder } from './database';

const urlOf = (child: Child) => /(postgresql:\S+) ready/.exec(child.output())?.[1] ?? '';
const postmaster = async (folder: string) => Number((await readFile(pidFile(folder), 'utf8')).split('\n')[0]);
const pidFile = (folder: string) => path.join(folder, 'postgres', 'postmaster.pid');
let opened: string | undefined;

async function hold(folder: string): Promise<Child> {
  opened = folder;
  const child = startChild('test/db/children/hold.ts', [folder]);
  await child.said('ready');
  return child;
}

async function letGo(child: Child): Promise<void> {
  child.process.kill('SIGTERM');
  expect(await child.ended).toBe(0);
}

// A test that failed half-way must not leave a server behind.
afterEach(async () => {
  if (opened) await (await openEmbedded(opened)).release();
  opened = undefined;
});

describe('the embedded database', () => {
  it('is shared by a second process and stopped by the last', async () => {
    const folder = await temporaryFolder();
    const first = await hold(folder);
    expect(first.output()).toMatch(/^started /);
    const second = await hold(folder);
    expect(second.output()).toMatch(/^running /);
    expect(urlOf(second)).toBe(urlOf(first));
    await letGo(first);
    expect(await query(urlOf(second), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await letGo(second);
    expect(await stat(pidFile(folder)).catch(() => null)).toBeNull();
  });

  it('listens on loopback alone, behind a password that only its owner can read', async () => {
    const folder = await temporaryFolder();
    const child = await hold(folder);
    expect((await stat(path.join(folder, 'postgres.password'))).mode & 0o777).toBe(0o600);
    const without = new URL(urlOf(child));
    expect(without.hostname).toBe('127.0.0.1');
    without.password = 'wrong';
    await expect(query(without.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    expect(await query(urlOf(child), 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await letGo(child);
  });

  it('is taken over when its starter was killed', async () => {
    const folder = await temporaryFolder();
    const killed = await hold(folder);
    await query(urlOf(killed), 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)');
    killed.process.kill('SIGKILL');
    await killed.ended;
    const next = await hold(folder);
    expect(next.output()).toMatch(/^running /);
    expect(await query(urlOf(next), 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
    // The dead one no longer counts as a user.
    await letGo(next);
    expect(await stat(pidFile(folder)).catch(() => null)).toBeNull();
  });

  it('recovers when the server itself was killed, and when its number belongs to another program by now', async () => {
    const folder = await temporaryFolder();
    const first = await hold(folder);
    await query(urlOf(first), 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)');
    process.kill(await postmaster(folder), 'SIGKILL');
    first.process.kill('SIGKILL');
    await first.ended;
    const lines = (await readFile(pidFile(folder), 'utf8')).split('\n');
    await writeFile(pidFile(folder), [String(process.pid), ...lines.slice(1)].join('\n'));
    const next = await hold(folder);
    expect(next.output()).toMatch(/^started /);
    expect(await query(urlOf(next), 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
    await letGo(next);
  });

  it('loses nothing to ten writers and ten readers over two processes', async () => {
    const folder = await temporaryFolder();
    const holder = await hold(folder);
    await migrate(urlOf(holder), await readMigrations(path.join(root, 'prisma/migrations')));
    const rows = 25;
    const children = ['left', 'right'].map((name) =>
      startChild('test/db/children/links.ts', [folder, name, String(rows)]),
    );
    for (const child of children) expect(await child.ended, child.output()).toBe(0);
    for (const child of children) {
      const { origin, reads } = JSON.parse(child.output()) as { origin: string; reads: number[] };
      expect(origin).toBe('running');
      expect(Math.min(...reads)).toBeGreaterThan(0);
    }
    const client = openStore(urlOf(holder), 1);
    expect((await storeCounts(client)).permalinks).toBe(2 * 5 * rows);
    const views = await client.permalink.findMany({ distinct: ['view'] });
    expect(views).toHaveLength(2 * 5 * rows);
    await client.$disconnect();
    await letGo(holder);
  });

  it('runs in a folder that nobody else may enter: for root elsewhere, which is said first and can be forbidden', async () => {
    const folder = await temporaryFolder();
    onTestFinished(() => rm(elsewhere(folder), { recursive: true, force: true }));
    await chmod(folder, 0o700);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) {
      vi.stubEnv('MIRRORSCOPE_NO_SYSTEM_CHANGES', '1');
      await expect(openEmbedded(folder)).rejects.toThrow(/^MIRRORSCOPE_NO_SYSTEM_CHANGES forbids/);
      expect(await stat(elsewhere(folder)).catch(() => null)).toBeNull();
      vi.unstubAllEnvs();
    }
    const notices: string[] = [];
    const open = () => openEmbedded(folder, (line) => notices.push(line));
    const database = await open();
    expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.release();
    expect(notices.filter((line) => line.includes('its files are put into'))).toHaveLength(isRoot ? 1 : 0);
    await (await open()).release();
    expect(notices.filter((line) => line.includes('its files are put into'))).toHaveLength(isRoot ? 1 : 0);
  });

  it('says in one line that its folder cannot be written', async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    const refusal = (code: string) =>
      new RegExp(`^The data folder .* cannot be written \\(${code}\\): choose another with --data-dir`);
    await expect(openEmbedded(file)).rejects.toThrow(refusal('ENOTDIR'));
    await expect(openEmbedded(path.join(file, 'data'))).rejects.toThrow(refusal('ENOTDIR'));
    // Where folders can never be made; Node's own recursive mkdir would not come back from here.
    if (process.platform === 'linux')
      await expect(openEmbedded('/proc/mirrorscope/data')).rejects.toThrow(refusal('ENOENT'));
    if (process.getuid?.() === 0) return;
    await chmod(folder, 0o500);
    await expect(openEmbedded(path.join(folder, 'data'))).rejects.toThrow(refusal('EACCES'));
    await chmod(folder, 0o700);
  });

  it('runs in a folder whose name has spaces, quotes and letters beyond ASCII', async () => {
    const folder = path.join(await temporaryFolder(), "Meine Daten’ö 数据 'q'");
    const child = await hold(folder);
    expect(await query(urlOf(child), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await letGo(child);
  });

  it('leaves what is not its own alone', async () => {
    const folder = await temporaryFolder();
    const stranger = path.join(folder, 'postgres');
    await mkdir(stranger);
    await writeFile(path.join(stranger, 'notes'), 'mine');
    await expect(openEmbedded(folder)).rejects.toThrow(
      /postgres holds something else than a database: choose another folder with --data-dir/,
    );
    expect(await readFile(path.join(stranger, 'notes'), 'utf8')).toBe('mine');
    expect(await readdir(folder)).toEqual(['lock', 'postgres']);
  });

  it('names its log when its files are damaged', async () => {
    const folder = await temporaryFolder();
    await letGo(await hold(folder));
    await rm(path.join(folder, 'postgres', 'global', 'pg_control'));
    await expect(openEmbedded(folder)).rejects.toThrow(
      /does not start \(.*pg_control.*\): see .*server\.log/s,
    );
    opened = undefined;
  });
});
