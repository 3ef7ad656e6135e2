import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportQuestions, listQuestions, neighbours, type StoreClient } from '@/lib/store';
import { writeBundle } from '@/lib/store/bundle';
import { importBundle } from '@/lib/store/import';
import type { BundleItem } from '@/lib/store/records';
import { feature } from '@/lib/task/feature';
import type { FeatureBody, FeatureTruth } from '@/lib/task/feature/body';
import { questionId } from '@/lib/task/identity';
import { fixtureBundle } from '@/test/support/bundle';
import { migratedStore, temporaryFolder } from './database';

const of = { targetId: 'fixture-a', task: 'feature', facets: ['layer:2'] };

/** A made-up feature: some have no label, some no density, and several are alike. */
function featureItem(latent: number): BundleItem {
  const label = latent % 3 === 0 ? null : { phrase: 'a colour', score: (latent % 7) / 7, rivals: [] };
  const body: FeatureBody = {
    ...{ site: 'resid', layer: latent % 4 === 0 ? 1 : 2, latent, cluster: `${latent}` },
    asks: label ? 'input' : 'output',
    ...(latent % 5 === 0 ? {} : { density: (latent % 11) / 1000 }),
  };
  const drawn = { top: [], samples: [], promoted: [], suppressed: [], neighbours: [] };
  return {
    id: questionId(feature, of.targetId, body),
    ...{ task: 'feature', targetId: of.targetId, split: 'test', body },
    truth: { label, output: [{ token: ' red', rise: 1 }] },
    ...{ truthHash: 'measured', detail: { density: null, ...drawn }, explanations: [], maps: [] },
  };
}

let client: StoreClient;
beforeAll(async () => {
  const atEnd = (done: () => Promise<void>) => void afterAll(done);
  client = (await migratedStore(atEnd)).client;
  const folder = await temporaryFolder(atEnd);
  const { items, ...content } = fixtureBundle({ questions: 3 });
  const features = Array.from({ length: 90 }, (_, latent) => featureItem(latent));
  await writeBundle(folder, { ...content, items: [...items, ...features] }, 'test');
  await importBundle(client, folder);
});

const VALUES = {
  label: ({ truth }: { truth: unknown }) => (truth as FeatureTruth).label?.score,
  density: ({ body }: { body: unknown }) => (body as FeatureBody).density,
};

it.each(['label', '-label', 'density', '-density'] as const)(
  'a list that is sorted by %s pages through everything in that order, as its export and the steps between questions have it',
  async (sort) => {
    const least = sort.startsWith('-');
    const value = VALUES[sort.replace('-', '') as keyof typeof VALUES];
    const all = [];
    let cursor: string | null | undefined;
    do {
      const page = await listQuestions(client, { ...of, sort, limit: 23, cursor: cursor ?? undefined });
      all.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    const plain = await listQuestions(client, { ...of, limit: 200 });
    expect(all).toHaveLength(plain.total);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    // What has no number comes last, whichever end is first.
    const values = all.map(value);
    const known = values.filter((one) => one !== undefined);
    expect(values.slice(0, known.length)).toEqual([...known].sort((a, b) => (least ? a - b : b - a)));
    expect(new Set(known).size).toBeGreaterThan(3);

    const exported = [];
    for await (const chunk of exportQuestions(client, { ...of, sort }, ['id'])) exported.push(...chunk);
    expect(exported.map(({ id }) => id)).toEqual(all.map(({ id }) => id));

    const middle = Math.floor(all.length / 2);
    expect(await neighbours(client, all[middle]!.id, { ...of, sort })).toEqual({
      previous: all[middle - 1]!.id,
      next: all[middle + 1]!.id,
    });
  },
);

it('a place in one order is none in another', async () => {
  const { nextCursor } = await listQuestions(client, { ...of, sort: 'label', limit: 5 });
  await expect(listQuestions(client, { ...of, limit: 5, cursor: nextCursor! })).rejects.toThrow(
    /another order/,
  );
});

it('what a task does not sort by leaves its list as it is', async () => {
  const [asked, plain] = await Promise.all(
    ['weight', undefined].map((sort) => listQuestions(client, { ...of, sort, limit: 5 })),
  );
  expect(asked).toEqual(plain);
});
