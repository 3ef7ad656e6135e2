import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeBundle } from '@/lib/store/bundle';
import { fixtureBundle } from '@/test/support/bundle';
import { emptyDatabase, query, startChild, temporaryFolder } from './database';

/** Runs `npm start` to its failure: exit code and the line that says why. */
async function failure(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number | string; line: string }> {
  const child = startChild('scripts/start.mjs', args, env);
  const code = await child.ended;
  const lines = child.output().trim().split('\n');
  expect(child.output()).not.toMatch(/^\s+at /m);
  expect(lines.filter((line) => line.startsWith('Error: '))).toHaveLength(1);
  return { code, line: lines.at(-1) ?? '' };
}

describe('npm start fails with exit code 1 and one clear line for', () => {
  it('a DATABASE_URL where nothing listens', async () => {
    const { code, line } = await failure([], { DATABASE_URL: 'postgresql://u:secret@127.0.0.1:1/db' });
    expect(code).toBe(1);
    expect(line).toMatch(
      /^Error: The database at 127\.0\.0\.1:1\/db cannot be used: nothing listens there\. Check DATABASE_URL/,
    );
  });

  it('a DATABASE_URL that is none', async () => {
    const { code, line } = await failure([], { DATABASE_URL: 'mysql://u@127.0.0.1/db' });
    expect(code).toBe(1);
    expect(line).toMatch(/^Error: DATABASE_URL is not a PostgreSQL URL/);
  });

  it('a DATABASE_URL with a wrong password', async () => {
    const url = new URL(await emptyDatabase());
    if (!url.password) return;
    url.password = 'wrong';
    expect((await failure([], { DATABASE_URL: url.href })).line).toMatch(/user or password are refused/);
  });

  it('a data folder that cannot be made', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'file'), '');
    const { code, line } = await failure(['--data-dir', path.join(folder, 'file', 'data')], {
      DATABASE_URL: '',
    });
    expect(code).toBe(1);
    expect(line).toMatch(
      /^Error: The data folder .* cannot be written \(ENOTDIR\): choose another with --data-dir/,
    );
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('a corrupt bundle, of which it then has no row', async () => {
    const url = await emptyDatabase();
    const folder = path.join(await temporaryFolder(), 'bundle');
    await mkdir(folder);
    await writeBundle(folder, fixtureBundle(), 'test');
    await appendFile(path.join(folder, 'evaluations.jsonl.br'), 'x');
    const { code, line } = await failure([], { DATABASE_URL: url, MIRRORSCOPE_BUNDLE: folder });
    expect(code).toBe(1);
    expect(line).toMatch(/^Error: .*evaluations\.jsonl\.br is corrupt: its SHA-256 is/);
    expect(await query(url, 'SELECT count(*)::int AS n FROM "Model"')).toEqual([{ n: 0 }]);
  });

  it('a MIRRORSCOPE_BUNDLE that is none', async () => {
    const env = { DATABASE_URL: await emptyDatabase(), MIRRORSCOPE_BUNDLE: await temporaryFolder() };
    expect((await failure([], env)).line).toMatch(/^Error: MIRRORSCOPE_BUNDLE is .*, and there is no bundle/);
  });

  it.each([
    [['--prot', '1'], /Unknown option '--prot'.*--help/],
    [['there'], /Unexpected argument 'there'.*--help/],
    [['--port'], /'--port <value>' argument missing.*--help/],
    [['--port', 'http'], /--port must be a number from 1 to 65535, and not "http"/],
    [['--port', '0'], /--port must be a number/],
    [['--port', '70000'], /--port must be a number/],
    [['--data-dir', ''], /--data-dir must name a folder/],
  ])('the options %j', async (args, message) => {
    const { code, line } = await failure(args);
    expect(code).toBe(1);
    expect(line).toMatch(/^Error: /);
    expect(line).toMatch(message);
  });
});

it('npm start -- --help explains every option', async () => {
  const child = startChild('scripts/start.mjs', ['--help']);
  expect(await child.ended).toBe(0);
  for (const option of [
    '--port',
    '--host',
    '--data-dir',
    '--dev',
    'DATABASE_URL',
    'MIRRORSCOPE_NO_SYSTEM_CHANGES',
  ])
    expect(child.output()).toContain(option);
});
