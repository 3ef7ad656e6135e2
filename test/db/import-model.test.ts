import { createServer } from 'node:http';
import { rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fetchFolder } from '@/lib/engine/fetch-folder';
import { loadEngine } from '@/lib/engine/load';
import { hashedAddress } from '@/lib/hashed-address';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { contentVersion, getModel, getRun, listModels } from '@/lib/store';
import { writeBundle } from '@/lib/store/bundle';
import { importBundle } from '@/lib/store/import';
import { importedFiles } from '@/server/imports';
import { fixtureBundle } from '@/test/support/bundle';
import { testRuntime } from '@/test/support/evaluate-graph';
import { FAMILY_NAMES, familyFixture } from '@/test/support/families';
import { familyFolder, lettersOf } from '@/test/support/model-folder';
import { query, temporaryFolder } from './database';
import { importPlace } from './lab-import';

const place = importPlace();
const { lab } = place;

/** The site's answer for imported files. */
async function serve(): Promise<string> {
  const answer = importedFiles(place.home);
  const server = createServer((request, response) => {
    if (!answer(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it.each(FAMILY_NAMES)('makes %s a target that goes on as PyTorch does where it is served', async (name) => {
  const { config, expected } = familyFixture(name);
  const folder = await familyFolder(name, path.join(place.home, 'given', name));
  expect(await lab('model', folder, '--id', 'mine')).toBe(0);
  const model = (await getModel(place.client, 'mine'))!;
  expect(model).toMatchObject({
    architecture: config.architecture,
    layers: config.layers,
    vocab: config.vocab,
  });
  const site = await serve();
  const read = fetchFolder(`${site}${model.path}`, { weightsHash: model.contentHash });
  const engine = await loadEngine(testRuntime(), read);
  expect(engine.info.contentHash).toBe(model.contentHash);
  const tokenizer = parseTokenizer(new TextDecoder().decode((await read('tokenizer.json'))!));
  const { rows } = await engine.generate(
    expected.ids.map((ids) => ({ ids: tokenizer.encode(lettersOf(ids)) })),
    { maxNewTokens: expected.greedy[0]!.length, stopIds: [] },
  );
  expect(rows.map(({ ids }) => ids)).toEqual(expected.greedy);
});

it('serves ranges and tells browsers what they may keep, and nothing beside imports', async () => {
  expect(await lab('model', await familyFolder('gpt2', path.join(place.home, 'given')), '--id', 'mine')).toBe(
    0,
  );
  const site = await serve();
  const { path: folder, contentHash } = (await getModel(place.client, 'mine'))!;
  const file = `${site}${folder}/model.safetensors`;
  const part = await fetch(hashedAddress(file, contentHash), { headers: { Range: 'bytes=8-11' } });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 4]);
  expect(part.headers.get('cache-control')).toContain('immutable');
  expect((await fetch(file)).headers.get('cache-control')).toContain('must-revalidate');
  expect((await fetch(file, { headers: { Range: 'bytes=99999999-' } })).status).toBe(416);
  await writeFile(path.join(place.home, 'secret'), 'no');
  for (const address of [
    '/imports/../secret',
    '/imports/%2e%2e/secret',
    '/imports/models',
    '/imports/.staged/x',
  ])
    expect((await fetch(site + address)).status).toBe(404);
});

/** All rows but when they were written. */
const rows = async () =>
  query(
    place.url,
    `SELECT (SELECT json_agg(m ORDER BY m.id) FROM "Model" m) AS models,
      (SELECT json_agg(to_jsonb(r) - 'createdAt' ORDER BY r.id) FROM "Run" r) AS runs`,
  );

it('is repeatable, and is undone and done again to the same rows', async () => {
  const folder = await familyFolder('llama-scaled', path.join(place.home, 'given'));
  expect(await lab('model', folder, '--id', 'mine', '--name', 'Mine')).toBe(0);
  const first = await rows();
  const version = await contentVersion(place.client);
  expect(await lab('model', folder, '--id', 'mine', '--name', 'Mine')).toBe(0);
  expect(await rows()).toEqual(first);
  expect(await contentVersion(place.client)).not.toBe(version);
  expect(await lab('remove', 'mine')).toBe(0);
  expect(await listModels(place.client)).toEqual([]);
  expect(await getRun(place.client, 'import-mine')).toBeNull();
  await expect(stat(path.join(place.home, 'imports', 'models', 'mine'))).rejects.toThrow();
  expect(await lab('model', folder, '--id', 'mine', '--name', 'Mine')).toBe(0);
  expect(await rows()).toEqual(first);
});

it('stays when a bundle comes, and takes the id of none of its models', async () => {
  const folder = await familyFolder('llama-scaled', path.join(place.home, 'given'));
  expect(await lab('model', folder, '--id', 'mine')).toBe(0);
  const bundle = await temporaryFolder();
  await writeBundle(bundle, fixtureBundle(), 'test');
  await importBundle(place.client, bundle);
  expect((await listModels(place.client)).map(({ id }) => id)).toEqual(['fixture-a', 'fixture-b', 'mine']);
  expect(await lab('model', folder, '--id', 'fixture-a')).toBe(2);
  expect(place.said.at(-1)).toBe('fixture-a is a model of the bundle: choose another id with --id.');
  await expect(stat(path.join(place.home, 'imports', 'models', 'fixture-a'))).rejects.toThrow();
});

it('writes nothing of a folder that it refuses, and says why in one line', async () => {
  const folder = await familyFolder('llama-scaled', path.join(place.home, 'given'));
  await writeFile(path.join(folder, 'model.safetensors'), Buffer.alloc(16, 255));
  expect(await lab('model', folder, '--id', 'mine')).toBe(2);
  expect(place.said.at(-1)!.split('\n')).toHaveLength(1);
  await rm(path.join(folder, 'config.json'));
  expect(await lab('model', folder, '--id', 'mine')).toBe(2);
  for (const id of ['models', '../up', 'A', 'a..b', 'house2-b'])
    expect(await lab('model', folder, '--id', id)).toBe(2);
  expect(await lab('remove', 'mine')).toBe(2);
  expect(await listModels(place.client)).toEqual([]);
  await expect(stat(path.join(place.home, 'imports', 'models', 'mine'))).rejects.toThrow();
});
