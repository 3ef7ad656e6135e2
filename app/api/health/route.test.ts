import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { saveSupervision } from '@/lib/database/supervise';
import { GET } from './route';

it('says that the database is away, and names no folder of this machine', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-health-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  vi.stubEnv('MIRRORSCOPE_DATA_DIR', folder);
  vi.stubEnv('DATABASE_URL', 'postgresql://user:secret@127.0.0.1:1/none');
  onTestFinished(() => void vi.unstubAllEnvs());
  const reason = `The database in ${folder} does not start: see ${folder}/server.log.`;
  await saveSupervision(folder, { restarts: 0, away: { attempts: 3, reason } });
  const response = await GET();
  expect(response.status).toBe(503);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({
    status: 'red',
    database: { ok: false },
    embedded: { restarts: 0, away: { attempts: 3, reason: expect.stringMatching(/^It cannot be started/) } },
  });
  expect(text).not.toContain('/');
});
