import type { Metadata } from 'next';
import { PatchingList } from '@/components/list/patching-list';
import { readFilters, storeFilters } from '@/components/list/query';
import { EXPLAINER_ROLES } from '@/lib/explainer/types';
import { listPatchFacets, listPatchItems, store } from '@/lib/store';
import { pathId } from '../../../_data/params';
import { loadExplainers, loadModel } from '../../../_data/target';
import { toQuery } from '../../../_data/query';
import '@/components/list/list.css';

export const metadata: Metadata = { title: 'Patching' };

const PAGE = 50;

export default async function PatchingListPage({ params, searchParams }: PageProps<'/[target]/patching'>) {
  const targetId = pathId((await params).target);
  const filters = readFilters(toQuery(await searchParams));
  const [model, explainers, facets, first] = await Promise.all([
    loadModel(targetId),
    loadExplainers(targetId),
    listPatchFacets(store(), { targetId }),
    listPatchItems(store(), { ...storeFilters(targetId, filters), limit: PAGE }),
  ]);
  const shown = explainers
    .filter((e) => e.headline)
    .sort((a, b) => EXPLAINER_ROLES.indexOf(a.role) - EXPLAINER_ROLES.indexOf(b.role))
    .map(({ role, baseId }) => ({ role, baseId }));
  return (
    <PatchingList
      targetId={targetId}
      targetName={model?.name ?? targetId}
      explainers={shown}
      facets={facets}
      first={first}
      firstFilters={filters}
    />
  );
}
