import path from 'node:path';

import { Command } from 'commander';

import { formatResults, type SurveyedModel } from '@/lib/score/results';
import { readBundle } from '@/lib/store/bundle';
import { surveyFile, surveyFileSchema } from '@/lib/task/survey';
import { allTasks } from '@/lib/task/tasks';
import { readIfPresent, writeAtomically } from './files';
import { modelFolder } from './targets';

/** `lab results`: writes docs/RESULTS.md from the bundle. */
export function resultsCommand(): Command {
  return new Command('results')
    .description('write docs/RESULTS.md from the bundle')
    .option('--bundle <folder>', 'the bundle to read', path.join('data', 'bundle'))
    .option('--out <file>', 'the file to write', path.join('docs', 'RESULTS.md'))
    .action(async ({ bundle, out }: { bundle: string; out: string }) => {
      const { manifest, content } = await readBundle(bundle);
      const surveyed = await surveysOf(
        content.models.map(({ id }) => id),
        path.dirname(out),
      );
      await writeAtomically(out, formatResults(content, manifest.version, surveyed));
    });
}

/** The surveys in model folders, each with its picture (`scripts/picture.mjs`) where one stands beside the results. */
async function surveysOf(ids: readonly string[], beside: string): Promise<SurveyedModel[]> {
  const found = await Promise.all(
    ids.flatMap((id) =>
      allTasks().map(async (task): Promise<SurveyedModel[]> => {
        const text = await readIfPresent(path.join(modelFolder(id), surveyFile(task.id)));
        if (!text) return [];
        const { survey, draws } = surveyFileSchema.parse(JSON.parse(new TextDecoder().decode(text)));
        const picture = `survey-${id}.${task.id}.png`;
        const there = (await readIfPresent(path.join(beside, picture))) !== null;
        return [{ id, survey, draws, picture: there ? picture : null }];
      }),
    ),
  );
  return found.flat();
}
