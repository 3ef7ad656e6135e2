import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadAutoencoders, loadExplainer, loadFolder } from './shipped';

const SHIPPED = 'public/models/explainers/house2-b.patch.house2-b.60000/explainer.json';
const record = { id: 'a.self', path: '/models/a.self', contentHash: 'ab' };
let root: string;
let folder: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'shipped-'));
  folder = path.join(root, record.path);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'model.safetensors'), 'weights');
});
afterAll(() => rm(root, { recursive: true }));

const nobody = async () => null;
const withSidecar = async (text: string) => {
  await writeFile(path.join(folder, 'explainer.json'), text);
  return loadExplainer(root, record, nobody);
};

it('an explainer is what its folder holds', async () => {
  const sidecar = await readFile(SHIPPED, 'utf8');
  expect(await withSidecar(sidecar)).toMatchObject({ ...record, bytes: 7, sidecar: JSON.parse(sidecar) });
});

it('an explainer whose sidecar is broken says why, and does not vanish', async () => {
  expect(await withSidecar('{')).toEqual({ fault: 'explainer.json is not JSON' });
  const sidecar = JSON.parse(await readFile(SHIPPED, 'utf8')) as object;
  expect(await withSidecar(JSON.stringify({ ...sidecar, cells: 'all' }))).toMatchObject({
    fault: expect.stringMatching(/explainer.json cannot be read: cells: /),
  });
  await rm(path.join(folder, 'explainer.json'));
  expect(await loadExplainer(root, record, nobody)).toEqual({ fault: 'explainer.json is missing' });
});

it('the autoencoders of a model are those of its weights, each by its site', async () => {
  const put = async (site: string, report: string | null) => {
    const into = path.join(folder, 'sae', site);
    await mkdir(into, { recursive: true });
    await writeFile(path.join(into, 'sae.safetensors'), 'directions');
    if (report !== null) await writeFile(path.join(into, 'report.json'), report);
  };
  const report = (contentHash: string) =>
    JSON.stringify({ site: 'any', contentHash, fingerprint: 'cd', fvu: 0.1 });
  expect(await loadAutoencoders(root, record)).toEqual([]);
  await put('layers.0.mlp', report('ab'));
  await put('layers.1', report('of earlier weights'));
  await put('layers.2', '{');
  await put('layers.3', null);
  expect(await loadAutoencoders(root, record)).toEqual([
    { site: 'layers.0.mlp', path: '/models/a.self/sae/layers.0.mlp', fingerprint: 'cd', bytes: 10 },
  ]);
});

it('a folder that is not there, or not among what is shipped, is none', async () => {
  expect(await loadFolder(root, { ...record, path: '/models/gone' })).toBeNull();
  expect(await loadFolder(path.join(root, 'models/other'), { ...record, path: '../a.self' })).toBeNull();
  expect(await loadFolder(root, { ...record, contentHash: null })).toBeNull();
});

it('an explainer that leaves parts to its base is asked with them, and says where the base is missing', async () => {
  const own = { id: 'a.thin', path: '/models/a.thin', contentHash: 'cd' };
  const at = path.join(root, own.path);
  await mkdir(at, { recursive: true });
  await writeFile(path.join(at, 'model.thin.safetensors'), 'rest');
  await cp(SHIPPED, path.join(at, 'explainer.json'));
  const sidecar = JSON.parse(await readFile(SHIPPED, 'utf8')) as { base: string; baseHash: string };
  const base = { id: sidecar.base, path: '/models/base', contentHash: sidecar.baseHash, bytes: 70 };
  expect(await loadExplainer(root, own, async () => base)).toEqual({ ...own, bytes: 4, sidecar, base });
  expect(await loadExplainer(root, own, nobody)).toMatchObject({
    fault: expect.stringMatching(/which its weights leave parts to, is not here$/),
  });
  expect(await loadExplainer(root, own, async () => ({ ...base, contentHash: 'f' }))).toMatchObject({
    fault: expect.stringMatching(/which its weights leave parts to, are others$/),
  });
});

it('an adapter is asked on the weights of its base, and says where those are missing or others', async () => {
  const own = { id: 'a.lora', path: '/imports/explainers/a.lora', contentHash: 'cd' };
  const at = path.join(root, own.path);
  await mkdir(at, { recursive: true });
  await writeFile(path.join(at, 'adapter_model.safetensors'), 'factors');
  const sidecar = {
    ...(JSON.parse(await readFile(SHIPPED, 'utf8')) as { base: string }),
    baseHash: 'e'.repeat(64),
  };
  await writeFile(path.join(at, 'explainer.json'), JSON.stringify(sidecar));
  const base = { id: sidecar.base, path: '/models/base', contentHash: 'e'.repeat(64), bytes: 70 };
  expect(await loadExplainer(root, own, async () => base)).toEqual({
    ...{ ...base, id: own.id, sidecar },
    adapter: { path: own.path, contentHash: 'cd', bytes: 7 },
  });
  expect(await loadExplainer(root, own, nobody)).toMatchObject({
    fault: expect.stringMatching(/is not here$/),
  });
  expect(await loadExplainer(root, own, async () => ({ ...base, contentHash: 'f' }))).toMatchObject({
    fault: expect.stringMatching(/, which it is an adapter of, are others$/),
  });
});
