import { access, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { serve } from './serve';

it('starts nothing where a proxy is named that cannot be read', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-serve-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  vi.stubEnv('TRUSTED_PROXY', 'proxy.example');
  // What would be tried next fails at once, in another way.
  vi.stubEnv('DATABASE_URL', 'postgresql://user@127.0.0.1:1/none');
  onTestFinished(() => void vi.unstubAllEnvs());
  const dataDir = path.join(folder, 'data');
  const { signal } = new AbortController();
  const options = { port: 3000, host: '127.0.0.1', dataDir, dev: false };
  await expect(serve(folder, options, { asked: signal, hurried: signal })).rejects.toMatchObject({
    name: 'Fault',
    message: expect.stringMatching(/^TRUSTED_PROXY names "proxy\.example"[^\n]*$/),
  });
  await expect(access(dataDir)).rejects.toThrow('ENOENT');
});
