import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPermalink, listFacets, listQuestions, storeCounts } from '@/lib/store';
import { readBundle, writeBundle } from '@/lib/store/bundle';
import { BUNDLE_TABLES, type BundleManifest, bundleVersion } from '@/lib/store/bundle-format';
import { importBundle, importedBundle } from '@/lib/store/import';
import { writeLines } from '@/lib/store/json-lines';
import type { BundleContent } from '@/lib/store/records';
import { fixtureBundle } from '@/test/support/bundle';
import { migratedStore, query, startChild, temporaryFolder } from './database';

async function bundleOf(content: BundleContent): Promise<string> {
  const folder = await temporaryFolder();
  await writeBundle(folder, content, 'test 1');
  return folder;
}

/** A bundle whose hashes are right and whose rows of one table are not: what a careless writer would leave. */
async function forgedBundle<T extends keyof BundleContent>(
  content: BundleContent,
  table: T,
  rows: readonly unknown[],
): Promise<string> {
  const folder = await bundleOf(content);
  const { file } = BUNDLE_TABLES[table];
  const written = await writeLines(path.join(folder, file), rows);
  const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as BundleManifest;
  const files = manifest.files.map((entry) => (entry.name === file ? { name: file, ...written } : entry));
  const forged = { ...manifest, files, version: bundleVersion(files) };
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(forged));
  return folder;
}

/** A hash over every row of every table but Permalink, whatever wrote it. */
async function fingerprint(url: string): Promise<string> {
  const tables = [
    'Model',
    'Run',
    'RunPoint',
    'Explainer',
    'Question',
    'Truth',
    'Explanation',
    'Evaluation',
    'FacetCount',
  ];
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
    expect(read.manifest).toMatchObject({ format: 2, createdBy: 'test 1' });
    const again = await bundleOf(content);
    const manifest = (dir: string) => readFile(path.join(dir, 'manifest.json'), 'utf8');
    expect(await manifest(again)).toBe(await manifest(folder));
  });

  it.each<[string, (content: BundleContent) => void, RegExp]>([
    [
      'out of shape',
      ({ items }) => (items[2]!.explanations[0]!.verdict = 'maybe' as never),
      /^Row 2 of items cannot go into a bundle: explanations\.0\.verdict: /,
    ],
    [
      'that is not what its task says',
      ({ items }) => (items[2]!.body = { ...items[2]!.body, position: -1 }),
      /^Row 2 of items .*: body\.position: /,
    ],
    [
      'whose id does not follow from what it asks',
      ({ items }) => (items[3]!.id = items[4]!.id),
      /^Row 3 of items .*: id: is \w{12}, and what it asks has \w{12}\.$/,
    ],
    [
      'of a task that nobody knows',
      ({ items }) => (items[1]!.task = 'riddle'),
      /^Row 1 of items .*: task: There is no task riddle; there are patch, ablate, feature, activation\.$/,
    ],
    [
      'explained by nobody',
      ({ items }) => (items[0]!.explanations[0]!.explainerId = 'nobody'),
      /^Row 0 of items .*: explanations: the bundle has no explainer nobody/,
    ],
    [
      'with a metric that its task has not',
      ({ evaluations }) => (evaluations[4]!.metric = 'elegance'),
      /^Row 4 of evaluations .*: metric: patch has no elegance; it has exactMatch, /,
    ],
    [
      'that compares explainers of two targets',
      ({ explainers, evaluations }) => {
        explainers.at(-1)!.targetId = 'fixture-b';
        evaluations[1]!.againstId = explainers.at(-1)!.id;
      },
      /^Row 1 of evaluations .*: againstId: fixture-self-small explains another target or task than fixture-self\.$/,
    ],
  ])('refuses to be written with a row %s, naming it', async (_name, damage, message) => {
    const content = fixtureBundle();
    damage(content);
    await expect(bundleOf(content)).rejects.toThrow(message);
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
      ExplanationMap: 24,
      Evaluation: 10,
    });
    expect(await importedBundle(client)).toBe(report.version);
    const before = await fingerprint(url);
    expect((await importBundle(client, folder)).removed).toBe(0);
    expect(await fingerprint(url)).toBe(before);
  });

  it('looks each reference up by its index, however few questions its first rows had', async () => {
    const { client, url } = await migratedStore();
    // Long ones, so that the first batch holds a few alone.
    const questions = 800;
    const folder = await bundleOf(fixtureBundle({ questions, marker: ' long'.repeat(2000) }));
    await importBundle(client, folder);
    const [read] = await query<{ rows: number }>(
      url,
      `SELECT seq_tup_read::int AS rows FROM pg_stat_user_tables
       WHERE relname = 'Question' AND pg_stat_force_next_flush() IS NOT NULL`,
    );
    // Read as a whole a few times, not once for each of thousands of references.
    expect(read!.rows).toBeLessThan(100 * questions);
  });

  it('replaces an older bundle and keeps what was made here', async () => {
    const { client } = await migratedStore();
    await importBundle(client, await bundleOf(fixtureBundle({ questions: 20, marker: ' old' })));
    const link = await createPermalink(client, { view: '/fixture-a/patching', live: { kept: true } });
    const report = await importBundle(
      client,
      await bundleOf(fixtureBundle({ questions: 15, marker: ' new' })),
    );
    // Five questions, each with its truth and five explanations, two of them with two maps.
    expect(report.removed).toBe(39);
    const page = await listQuestions(client, { targetId: 'fixture-a', task: 'patch' });
    expect(page.total).toBe(15);
    expect(page.items.every(({ title }) => title.endsWith(' new'))).toBe(true);
    const [facet] = await listFacets(client, { targetId: 'fixture-a', task: 'patch' });
    expect(facet!.values.map(({ count }) => count)).toEqual([7, 8]);
    expect(await client.permalink.findMany()).toMatchObject([{ slug: link.slug, live: { kept: true } }]);
  });

  it.each([
    [
      'a changed file',
      'items.jsonl.br',
      (bytes: Buffer) => bytes.fill(0, 40, 41),
      /items\.jsonl\.br is corrupt: its SHA-256/,
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
      (bytes: Buffer) => Buffer.from(bytes.toString().replace('"format": 2', '"format": 3')),
      /bundle format 3, and this version reads up to 2: update/,
    ],
    [
      'an older format',
      'manifest.json',
      (bytes: Buffer) => Buffer.from(bytes.toString().replace('"format": 2', '"format": 1')),
      /bundle format 1, and this version reads format 2: convert it with `npm run lab -- convert-bundle \S+`\./,
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
      /is not a valid bundle manifest/,
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

  it.each<[string, 'items' | 'evaluations', (rows: BundleContent) => unknown[], RegExp]>([
    [
      'refers to nothing',
      'evaluations',
      ({ evaluations }) => [...evaluations.slice(0, -1), { ...evaluations.at(-1), explainerId: 'nobody' }],
      /evaluations\.jsonl\.br, line 10: explainerId: the bundle has no explainer nobody\.$/,
    ],
    [
      'is of a task that this version does not know',
      'items',
      ({ items }) => [...items.slice(0, -1), { ...items.at(-1), task: 'riddle' }],
      /items\.jsonl\.br, line 600: task: There is no task riddle; there are patch, ablate, feature, activation\.$/,
    ],
    [
      'has the id of another question',
      'items',
      ({ items }) => [...items.slice(0, -1), { ...items.at(-1), id: items[0]!.id }],
      /items\.jsonl\.br, line 600: id: is/,
    ],
    [
      'is refused by the database alone',
      'evaluations',
      ({ evaluations }) => [...evaluations, evaluations[0]!],
      /cannot be imported: .*cannot affect row a second time/,
    ],
  ])('is undone as a whole when a late row %s', async (_name, table, rows, message) => {
    const { client, url } = await migratedStore();
    await importBundle(client, await bundleOf(fixtureBundle({ marker: ' old' })));
    const before = await fingerprint(url);
    const content = fixtureBundle({ questions: 600 });
    await expect(importBundle(client, await forgedBundle(content, table, rows(content)))).rejects.toThrow(
      message,
    );
    expect(await fingerprint(url)).toBe(before);
    expect((await storeCounts(client)).questions).toBe(12);
  });

  it('waits for that of another process, and finds everything in place', async () => {
    const folder = await bundleOf(fixtureBundle({ questions: 4000 }));
    const alone = await migratedStore();
    await importBundle(alone.client, folder);
    const { url } = await migratedStore();
    const begin = () => startChild('test/db/children/import.ts', [url, folder]);

    const first = begin();
    await first.said('read 1000 rows');
    first.process.kill('SIGSTOP');
    const second = begin();
    const waiting = () =>
      query(
        url,
        `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
    while ((await waiting()).length === 0 && second.process.exitCode === null) await sleep(50);
    expect(second.output()).toBe('');
    first.process.kill('SIGCONT');
    expect([await first.ended, await second.ended]).toEqual([0, 0]);
    expect(await fingerprint(url)).toBe(await fingerprint(alone.url));
  });
});
