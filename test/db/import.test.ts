import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPermalink, listPatchItems, storeCounts } from '@/lib/store';
import { readBundle, writeBundle } from '@/lib/store/bundle';
import { importBundle, importedBundle } from '@/lib/store/import';
import type { BundleContent } from '@/lib/store/records';
import { fixtureBundle } from '@/test/support/bundle';
import { migratedStore, query, temporaryFolder } from './database';

async function bundleOf(content: BundleContent): Promise<string> {
  const folder = await temporaryFolder();
  await writeBundle(folder, content, 'test 1');
  return folder;
}

/** A hash over every row of every table but Permalink, whatever wrote it. */
async function fingerprint(url: string): Promise<string> {
  const tables = ['Model', 'Run', 'RunPoint', 'Explainer', 'Question', 'Truth', 'Explanation', 'Evaluation'];
  const parts = tables.map(
    (table) => `(SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM "${table}" t)`,
  );
  const rows = await query<{ all: string }>(url, `SELECT concat_ws(' ', ${parts.join(', ')}) AS all`);
  return rows[0]!.all;
}

describe('a bundle folder', () => {
  it('gives back exactly what was written, and the same bytes for the same content', async () => {
    const content = fixtureBundle();
    const folder = await bundleOf(content);
    const read = await readBundle(folder);
    expect(read.content).toEqual(content);
    expect(read.manifest).toMatchObject({ format: 1, createdBy: 'test 1' });
    const again = await bundleOf(content);
    const manifest = (dir: string) => readFile(path.join(dir, 'manifest.json'), 'utf8');
    expect(await manifest(again)).toBe(await manifest(folder));
  });

  it('refuses to be written with a row out of shape, naming it', async () => {
    const content = fixtureBundle();
    content.patchItems[2]!.position = -1;
    await expect(bundleOf(content)).rejects.toThrow(/Row 2 of patchItems cannot go into a bundle: position/);
  });
});

describe('an import', () => {
  it('writes every row of the bundle, and changes nothing the second time', async () => {
    const { client, url } = await migratedStore();
    const folder = await bundleOf(fixtureBundle({ questions: 50 }));
    expect(await importedBundle(client)).toBeNull();
    const report = await importBundle(client, folder);
    expect(report.rows).toEqual({
      Model: 2,
      Run: 1,
      RunPoint: 3,
      Explainer: 6,
      Question: 50,
      Truth: 50,
      Explanation: 250,
      Evaluation: 10,
    });
    expect(await importedBundle(client)).toBe(report.version);
    const before = await fingerprint(url);
    expect((await importBundle(client, folder)).removed).toBe(0);
    expect(await fingerprint(url)).toBe(before);
  });

  it('replaces an older bundle and keeps what was made here', async () => {
    const { client, url } = await migratedStore();
    await importBundle(client, await bundleOf(fixtureBundle({ questions: 20, marker: ' old' })));
    const link = await createPermalink(client, { view: '/fixture-a/patching', live: { kept: true } });
    const [first] = await query<{ id: string }>(url, 'SELECT id FROM "Question" ORDER BY ordinal LIMIT 1');
    await query(
      url,
      `INSERT INTO "Explanation" ("questionId", "explainerId", "settingsHash", text, verdict, provider)
       VALUES ($1, 'fixture-self', 'live-1', 'made here', 'unknown', 'wasm')`,
      [first!.id],
    );
    const report = await importBundle(
      client,
      await bundleOf(fixtureBundle({ questions: 15, marker: ' new' })),
    );
    // Five questions, each with its truth and five explanations.
    expect(report.removed).toBe(35);
    const page = await listPatchItems(client, { targetId: 'fixture-a' });
    expect(page.total).toBe(15);
    expect(page.items.every(({ text }) => text.endsWith(' new'))).toBe(true);
    expect(await client.permalink.findMany()).toMatchObject([{ slug: link.slug, live: { kept: true } }]);
    expect(await query(url, `SELECT text FROM "Explanation" WHERE bundle IS NULL`)).toEqual([
      { text: 'made here' },
    ]);
  });

  it.each([
    [
      'a changed file',
      'patch-items.jsonl.br',
      (bytes: Buffer) => bytes.fill(0, 40, 41),
      /patch-items\.jsonl\.br is corrupt: its SHA-256/,
    ],
    [
      'a file cut short',
      'models.jsonl.br',
      (bytes: Buffer) => bytes.subarray(0, 20),
      /models\.jsonl\.br is corrupt/,
    ],
    [
      'a missing file',
      'runs.jsonl.br',
      () => null,
      /runs\.jsonl\.br of the bundle cannot be read \(ENOENT\)/,
    ],
    [
      'a newer format',
      'manifest.json',
      (bytes: Buffer) => Buffer.from(bytes.toString().replace('"format": 1', '"format": 2')),
      /bundle format 2, and this version reads up to 1: update/,
    ],
    [
      'a manifest cut short',
      'manifest.json',
      (bytes: Buffer) => bytes.subarray(0, 50),
      /manifest\.json is not JSON/,
    ],
    [
      'a manifest that leads out of its folder',
      'manifest.json',
      (bytes: Buffer) => Buffer.from(bytes.toString().replace('runs.jsonl.br', '../../x.jsonl.br')),
      /is no bundle manifest/,
    ],
    ['no manifest', 'manifest.json', () => null, /holds no bundle/],
  ])('refuses %s and leaves the store as it was', async (_name, file, damage, message) => {
    const { client, url } = await migratedStore();
    await importBundle(client, await bundleOf(fixtureBundle({ marker: ' old' })));
    const before = await fingerprint(url);
    const folder = await bundleOf(fixtureBundle({ questions: 30 }));
    const place = path.join(folder, file);
    const bytes = damage(await readFile(place));
    if (bytes) await writeFile(place, bytes);
    else await rm(place);
    await expect(importBundle(client, folder)).rejects.toThrow(message);
    expect(await fingerprint(url)).toBe(before);
  });

  it('is undone as a whole when a late row refers to nothing', async () => {
    const { client, url } = await migratedStore();
    await importBundle(client, await bundleOf(fixtureBundle({ marker: ' old' })));
    const before = await fingerprint(url);
    const content = fixtureBundle({ questions: 600 });
    content.evaluations.at(-1)!.explainerId = 'nobody';
    await expect(importBundle(client, await bundleOf(content))).rejects.toThrow(
      /cannot be imported: .*foreign key/,
    );
    expect(await fingerprint(url)).toBe(before);
    expect((await storeCounts(client)).questions).toBe(12);
  });

  it('may be run by two processes at once', async () => {
    const { client, url } = await migratedStore();
    const folder = await bundleOf(fixtureBundle({ questions: 200 }));
    await Promise.all([importBundle(client, folder), importBundle(client, folder)]);
    expect(await storeCounts(client)).toMatchObject({ questions: 200, explanations: 1000 });
    expect(await fingerprint(url)).toMatch(/^[0-9a-f ]+$/);
  });
});
