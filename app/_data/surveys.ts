import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AnyView } from '@/components/task/view';
import { allViews } from '@/components/task/views';
import { rootOf } from '@/lib/imports';
import { log } from '@/lib/log';
import type { ModelRecord } from '@/lib/store/records';
import { surveyFile, surveyFileSchema, type SurveyFile } from '@/lib/task/survey';

/** The surveys in the folder of a model, of the weights that the store knows, each with the view of its task. */
export async function loadSurveys({
  id,
  path: folder,
  contentHash,
}: ModelRecord): Promise<{ view: AnyView; file: SurveyFile }[]> {
  const root = rootOf(folder);
  const found = await Promise.all(
    allViews().map(async (view) => {
      const name = path.join(root, folder, surveyFile(view.task.id));
      if (!name.startsWith(root + path.sep)) return [];
      const text = await readFile(name, 'utf8').catch(() => null);
      if (text === null) return [];
      try {
        const file = surveyFileSchema.parse(JSON.parse(text));
        return file.contentHash === contentHash ? [{ view, file }] : [];
      } catch (error) {
        log.error({ model: id, error }, 'survey cannot be read');
        return [];
      }
    }),
  );
  return found.flat();
}
