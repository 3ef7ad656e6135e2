/** The store as the rest of the project sees it. Server only. */
export { openStore, store, type StoreClient, type StoreReader } from '@/lib/store/client';
export { type StoreCounts, storeCounts } from '@/lib/store/counts';
export type { CalibrationRow, ExportedField, FacetCounts, SaidRecord } from '@/lib/store/answers';
export { listCalibration } from '@/lib/store/calibration';
export { exportEvaluations, listEvaluations } from '@/lib/store/evaluations';
export { BundleChangedError, exportQuestions, exportSaid } from '@/lib/store/export';
export { contentVersion } from '@/lib/store/imports';
export { getExplainer, getModel, listExplainers, listModels, listTargets } from '@/lib/store/models';
export {
  createPermalink,
  getPermalink,
  NoRoomError,
  type PermalinkInput,
  permalinkInputSchema,
} from '@/lib/store/permalinks';
export type { QuestionCount } from '@/lib/store/question-counts';
export { listFacets } from '@/lib/store/question-facets';
export {
  findQuestions,
  getQuestion,
  listQuestionFields,
  listQuestions,
  neighbours,
  type QuestionListInput,
  type PageWith,
  type QuestionPage,
  randomQuestion,
} from '@/lib/store/questions';
export { type QuestionFilters, questionFiltersSchema } from '@/lib/store/questions-filter';
export { getServedAnswer, keepServedAnswer, type ServedAnswerRecord } from '@/lib/store/served-answers';
export { listSaid } from '@/lib/store/said';
export { listSureAndWrong } from '@/lib/store/sure-and-wrong';
export { listVerdictCounts, type VerdictCount } from '@/lib/store/verdict-counts';
export { getRun, listRuns, type RunWithPoints } from '@/lib/store/runs';
