/** The store as the rest of the project sees it. Server only. */
export { openStore, store, type StoreClient, type StoreReader } from '@/lib/store/client';
export { type StoreCounts, storeCounts } from '@/lib/store/counts';
export { listEvaluations } from '@/lib/store/evaluations';
export { getModel, listExplainers, listModels } from '@/lib/store/models';
export { type PatchFilters, patchFiltersSchema } from '@/lib/store/patch-filters';
export {
  getPatchItem,
  listPatchFacets,
  listPatchItems,
  neighbours,
  type PatchFacets,
  type PatchListInput,
  type PatchPage,
  randomPatchItem,
} from '@/lib/store/patch-items';
export {
  createPermalink,
  getPermalink,
  type PermalinkInput,
  permalinkInputSchema,
} from '@/lib/store/permalinks';
export { getRun, listRuns, type RunWithPoints } from '@/lib/store/runs';
