import type { z } from 'zod';
import type { AnyView } from '@/components/task/view';
import { allViews } from '@/components/task/views';
import type { ModelRecord } from '@/lib/store/records';
import { askedFile, askedFileSchema, type AskedFile } from '@/lib/task/asked';
import { surveyFile, surveyFileSchema, type SurveyFile } from '@/lib/task/survey';
import { loadBesideWeights } from './beside-weights';

/** Of a task, what stands beside the weights of a model. */
interface OfTask<T> {
  view: AnyView;
  file: T;
}

/** What many questions show of a model, before questions are chosen. */
export const loadSurveys = (model: ModelRecord): Promise<OfTask<SurveyFile>[]> =>
  ofEachTask(model, surveyFile, surveyFileSchema);

/** What a model was asked, and what simple readers get. */
export const loadAsked = (model: ModelRecord): Promise<OfTask<AskedFile>[]> =>
  ofEachTask(model, askedFile, askedFileSchema);

async function ofEachTask<T extends { contentHash: string }>(
  model: ModelRecord,
  nameOf: (task: string) => string,
  schema: z.ZodType<T>,
): Promise<OfTask<T>[]> {
  const found = await Promise.all(
    allViews().map(async (view) => ({
      view,
      file: await loadBesideWeights(model, nameOf(view.task.id), schema),
    })),
  );
  return found.flatMap(({ view, file }) => (file ? [{ view, file }] : []));
}
