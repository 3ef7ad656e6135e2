import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { RecordedPatching } from '@/components/patching/recorded-patching';
import { filterQuery, readFilters, storeFilters, withQuery } from '@/components/list/query';
import { getPatchItem, neighbours, store } from '@/lib/store';
import { toQuery } from '../../../_data/query';
import { loadLiveSetup } from '../../../_data/live';
import { pathId } from '../../../_data/params';
import { loadModel } from '../../../_data/target';
import '@/components/patching/patching.css';

const loadItem = cache((id: string) => getPatchItem(store(), id));

export async function generateMetadata({
  params,
}: PageProps<'/[target]/patching/[question]'>): Promise<Metadata> {
  const item = await loadItem(pathId((await params).question));
  return { title: item ? `${item.subject}, patched from ${item.sourceSubject}` : 'Patching' };
}

export default async function PatchingPage({
  params,
  searchParams,
}: PageProps<'/[target]/patching/[question]'>) {
  const { target, question } = await params;
  const targetId = pathId(target);
  const filters = readFilters(toQuery(await searchParams));
  const [model, item] = await Promise.all([loadModel(targetId), loadItem(pathId(question))]);
  if (!model || !item || item.targetId !== targetId) notFound();
  const [around, live] = await Promise.all([
    neighbours(store(), item.id, storeFilters(targetId, filters)),
    loadLiveSetup(model),
  ]);
  const query = filterQuery(filters);
  const to = (id: string | null) => id && withQuery(`/${target}/patching/${encodeURIComponent(id)}`, query);
  return (
    <RecordedPatching
      key={item.id}
      target={model}
      item={item}
      setup={live}
      start={null}
      snapshot={null}
      list={{
        href: withQuery(`/${target}/patching`, query),
        previous: to(around.previous),
        next: to(around.next),
      }}
    />
  );
}
