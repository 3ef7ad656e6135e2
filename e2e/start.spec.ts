import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';

test('a second start beside a running one shares its database, takes the next port, logs JSON, and leaves the first alone', async ({
  request,
}) => {
  const { E2E_DATA_DIR = '', E2E_PORT = '' } = process.env;
  const second = spawn(
    process.execPath,
    ['scripts/start.mjs', '--port', E2E_PORT, '--data-dir', E2E_DATA_DIR],
    {
      env: { ...process.env, DATABASE_URL: '', LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let log = '';
  const ended = new Promise<number | null>((resolve) => second.once('close', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    second.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    second.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const address = /ready at (http:\S+) /.exec(output)?.[1];
      if (address) resolve(address);
    });
    void ended.then((code) => reject(new Error(`ended (${code}):\n${output}${log}`)));
  });
  try {
    const address = await ready;
    expect(output).toMatch(/Database\s+runs already/);
    expect(output).toContain(`Port ${E2E_PORT} is taken: using `);
    expect((await request.get(`${address}/api/health`)).status()).toBe(200);
    expect((await request.get(`${address}/nowhere?at=all`)).status()).toBe(404);
    await expect
      .poll(() =>
        log
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line || '{}') as unknown),
      )
      .toContainEqual(
        expect.objectContaining({ level: 'info', method: 'GET', path: '/nowhere?at=all', status: 404 }),
      );
    second.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(output).toContain('Stopped.');
    await expect(request.get(`${address}/api/health`)).rejects.toThrow();
    expect((await request.get('/api/health')).status()).toBe(200);
  } finally {
    second.kill('SIGKILL');
  }
});
