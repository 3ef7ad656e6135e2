import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { COMMIT, hubServer } from '@/test/support/hub-server';
import { familyFolder } from '@/test/support/model-folder';
import { temporary } from '@/test/support/temporary';
import { fetchFromHub, hubSource } from './hub';
import { readModelFolder } from './read-model';

const REPO = 'somebody/Tiny-Qwen3';

afterEach(() => vi.unstubAllEnvs());

async function files(): Promise<Map<string, Buffer>> {
  const folder = await familyFolder('qwen3', await temporary());
  const names = ['config.json', 'tokenizer.json', 'model.safetensors'];
  const read = names.map(async (name): Promise<[string, Buffer]> => [
    name,
    await readFile(path.join(folder, name)),
  ]);
  return new Map([
    ...(await Promise.all(read)),
    ['README.md', Buffer.from('# Tiny')],
    ['train.py', Buffer.from('1')],
  ]);
}

/** A hub, and a cache of its own for what is fetched from it. */
async function hubOf(options: { token?: string } = {}) {
  const all = await files();
  const cache = await temporary();
  const hub = await hubServer(REPO, all, options);
  vi.stubEnv('HF_HUB_CACHE', cache);
  vi.stubEnv('HF_ENDPOINT', hub.url);
  vi.stubEnv('HF_TOKEN', undefined);
  const storage = path.join(cache, 'models--somebody--Tiny-Qwen3');
  const bytes = (name: string) => hub.requests.filter((line) => line.includes(`resolve/${COMMIT}/${name}`));
  return { all, hub, storage, bytes, fetch: () => fetchFromHub({ repo: REPO, revision: 'main' }) };
}

it('reads what names a model of the hub', () => {
  expect(hubSource('some/folder')).toBeNull();
  expect(hubSource('hf:a/b')).toEqual({ repo: 'a/b', revision: 'main' });
  expect(hubSource('hf:a/b@v1.0')).toEqual({ repo: 'a/b', revision: 'v1.0' });
  for (const source of ['hf:a', 'hf:../../etc/passwd', 'hf:a/b@../c', 'hf:a/b c'])
    expect(() => hubSource(source)).toThrow(/names no model of the hub/);
});

it('fetches what a model needs into the standard cache, once', async () => {
  const { hub, storage, fetch } = await hubOf();
  const { folder, revision } = await fetch();
  expect(revision).toBe(COMMIT);
  expect(folder).toBe(path.join(storage, 'snapshots', COMMIT));
  expect((await readModelFolder(folder)).config.architecture).toBe('qwen3');
  expect(hub.requests.filter((line) => /README|train\.py/.test(line))).toEqual([]);
  hub.requests.length = 0;
  await fetch();
  expect(hub.requests.filter((line) => line.includes('/resolve/'))).toEqual([]);
});

it('goes on where a download broke off', async () => {
  const { all, hub, storage, bytes, fetch } = await hubOf();
  const { length } = all.get('model.safetensors')!;
  hub.breakAfter = 5000;
  await expect(fetch()).rejects.toThrow(/somebody\/Tiny-Qwen3@main cannot be fetched/);
  await expect(stat(path.join(storage, 'snapshots', COMMIT, 'model.safetensors'))).rejects.toThrow();
  hub.requests.length = 0;
  const { folder } = await fetch();
  expect(bytes('model.safetensors').at(-1)).toMatch(new RegExp(`bytes=5000-${length - 1}$`));
  expect(await readFile(path.join(folder, 'model.safetensors'))).toEqual(all.get('model.safetensors'));
});

it('refuses a file that is not the one that the hub lists, and keeps nothing of it', async () => {
  const { all, hub, storage, fetch } = await hubOf();
  const other = Buffer.from(all.get('model.safetensors')!);
  other[other.length - 1]! ^= 1;
  hub.instead.set('model.safetensors', other);
  await expect(fetch()).rejects.toThrow(/model\.safetensors is not the file that the hub lists/);
  hub.instead.clear();
  await fetch();
  expect((await stat(path.join(storage, 'snapshots', COMMIT, 'model.safetensors'))).size).toBe(other.length);
});

it('says what a model behind a gate needs, and shows its token', async () => {
  const { fetch } = await hubOf({ token: 'hf_secret' });
  await expect(fetch()).rejects.toThrow(/set HF_TOKEN to a token that may/);
  vi.stubEnv('HF_TOKEN', 'hf_secret');
  await fetch();
});

it('says when there is no such model, and when nobody answers', async () => {
  const { fetch } = await hubOf();
  await expect(fetchFromHub({ repo: 'nobody/nothing', revision: 'main' })).rejects.toThrow(/no such model/);
  vi.stubEnv('HF_ENDPOINT', 'http://127.0.0.1:9');
  await expect(fetch()).rejects.toThrow(/the hub does not answer/);
});
