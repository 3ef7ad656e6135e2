import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { evaluateSlices } from '@/lib/score/slices';
import { format1 } from '@/lib/task/patch/format-1';
import { fixtureBundle } from '@/test/support/bundle';
import { oldExplainer, oldItem, oldModel } from '@/test/support/format-1';
import { readBundle, readManifest } from './bundle';
import { bundleVersion } from './bundle-format';
import { convertBundle } from './convert';
import { writeLines } from './json-lines';

const content = fixtureBundle({ questions: 24 });
// Format 1 could not say these of a model, an explainer or a question.
content.models.forEach((model) => (model.parentId = null));
content.explainers.forEach((explainer) => (explainer.variant = null));
content.items.forEach((item) => delete item.maps);

/** A bundle of format 1 with the rows of the fixture. */
async function oldBundle(items = content.items): Promise<string> {
  const parent = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-convert-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const folder = path.join(parent, 'bundle');
  const tables: [string, unknown[]][] = [
    ['models.jsonl.br', content.models.map(oldModel)],
    ['runs.jsonl.br', content.runs],
    ['run-points.jsonl.br', content.runPoints],
    ['explainers.jsonl.br', content.explainers.map(oldExplainer)],
    ['patch-items.jsonl.br', items.map((item) => oldItem(item, content.explainers))],
    ['evaluations.jsonl.br', content.evaluations],
  ];
  await mkdir(folder);
  const files = [];
  for (const [name, rows] of tables)
    files.push({ name, ...(await writeLines(path.join(folder, name), rows)) });
  const manifest = { format: 1, version: bundleVersion(files), createdBy: 'test 1', files };
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

/** Every file of a folder with its bytes. */
const filesOf = async (folder: string) =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(folder))
        .sort()
        .map(async (name) => [name, (await readFile(path.join(folder, name))).toString('hex')] as const),
    ),
  );

describe('a bundle of format 1', () => {
  it('is refused by name, with the command that converts it', async () => {
    const folder = await oldBundle();
    await expect(readManifest(folder)).rejects.toThrow(
      `has bundle format 1, and this version reads format 2: convert it with \`npm run lab -- convert-bundle ${folder}\`.`,
    );
  });

  it('is converted in its place, every row as it was, and takes what is added to it', async () => {
    const folder = await oldBundle();
    const written = await convertBundle(folder, folder, format1, (found) => ({
      ...found,
      evaluations: [...found.evaluations, ...evaluateSlices(found, 'cell')],
    }));
    const read = await readBundle(folder);
    expect(read.manifest).toEqual(written);
    expect(read.manifest).toMatchObject({ format: 2, createdBy: 'test 1' });
    const { evaluations, ...rows } = read.content;
    expect({ ...rows, evaluations: evaluations.slice(0, content.evaluations.length) }).toEqual(content);
    const added = evaluations.slice(content.evaluations.length);
    expect(new Set(added.map(({ explainerId }) => explainerId))).toEqual(
      new Set(content.explainers.filter(({ shown }) => shown).map(({ id }) => id)),
    );
    expect(added.every(({ slice }) => slice.startsWith('cell:'))).toBe(true);
    expect(await readdir(path.dirname(folder))).toEqual(['bundle']);
    expect(await convertBundle(folder, folder, format1)).toBeNull();
  });

  it('is left alone where another folder is named, and writes over none', async () => {
    const folder = await oldBundle();
    const before = await filesOf(folder);
    const out = path.join(path.dirname(folder), 'new');
    await convertBundle(folder, out, format1);
    expect(await filesOf(folder)).toEqual(before);
    expect((await readBundle(out)).content.items).toEqual(content.items);
    await expect(convertBundle(folder, out, format1)).rejects.toThrow(/exists already/);
  });

  it.each([
    [
      'a damaged file',
      (folder: string) => appendFile(path.join(folder, 'runs.jsonl.br'), 'x'),
      content.items,
      /runs\.jsonl\.br is corrupt/,
    ],
    [
      'an item whose id is not that of what it asks',
      async () => undefined,
      [...content.items.slice(1), { ...content.items[0]!, id: 'elsewhere' }],
      /Row 23 of items cannot go into a bundle: id: is elsewhere/,
    ],
  ])('stays as it was when it has %s', async (_name, damage, items, message) => {
    const folder = await oldBundle(items);
    await damage(folder);
    const before = await filesOf(folder);
    await expect(convertBundle(folder, folder, format1)).rejects.toThrow(message);
    expect(await filesOf(folder)).toEqual(before);
  });

  it('is found again after a run that was killed between its last two steps', async () => {
    const folder = await oldBundle();
    await rename(folder, `${folder}.before`);
    await convertBundle(folder, folder, format1);
    expect((await readBundle(folder)).content.items).toEqual(content.items);
    expect(await readdir(path.dirname(folder))).toEqual(['bundle']);
  });
});
