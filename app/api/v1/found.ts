import { API, DOCS_PATH } from '@/lib/api/paths';
import { getExplainer, store } from '@/lib/store';
import type { ExplainerRecord } from '@/lib/store/records';
import { RequestError } from './respond';

export const nothingAt = (path: string): RequestError =>
  new RequestError(`There is nothing at ${API}/${path}: ${DOCS_PATH} says what there is.`, 404);

export const noQuestion = (id: string): RequestError =>
  new RequestError(`There is no question ${id}: ${API}/questions lists those of a target.`, 404);

/**
 * The explainer of an address.
 * @throws RequestError where there is none
 */
export async function explainerOf(id: string): Promise<ExplainerRecord> {
  const explainer = await getExplainer(store(), id);
  if (explainer) return explainer;
  throw new RequestError(`There is no explainer ${id}: ${API}/explainers lists those of a target.`, 404);
}
