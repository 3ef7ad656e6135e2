/** The store as the rest of the project sees it. Server only. */
export { openStore, store, type StoreClient, type StoreReader } from '@/lib/store/client';
export { type StoreCounts, storeCounts } from '@/lib/store/counts';
export { type CalibrationRow, listCalibration } from '@/lib/store/calibration';
export { listEvaluations } from '@/lib/store/evaluations';
export { getModel, listExplainers, listModels, listTargets } from '@/lib/store/models';
export {
  createPermalink,
  getPermalink,
  NoRoomError,
  type PermalinkInput,
  permalinkInputSchema,
} from '@/lib/store/permalinks';
export type { QuestionCount } from '@/lib/store/question-counts';
export { type FacetCounts, listFacets } from '@/lib/store/question-facets';
export {
  getQuestion,
  listQuestions,
  neighbours,
  type QuestionListInput,
  type QuestionPage,
  randomQuestion,
} from '@/lib/store/questions';
export { type QuestionFilters, questionFiltersSchema } from '@/lib/store/questions-filter';
export { getRun, listRuns, type RunWithPoints } from '@/lib/store/runs';
