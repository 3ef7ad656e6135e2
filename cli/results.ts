import path from 'node:path';

import { Command } from 'commander';
import type { z } from 'zod';

import { SAE_SUMMARY_FILE, saeSummarySchema } from '@/lib/measure/features/summary';
import { formatResults, type SurveyedModel } from '@/lib/score/results';
import { formatAsked, type AskedModel } from '@/lib/score/results/asked';
import { readBundle } from '@/lib/store/bundle';
import type { ModelRecord } from '@/lib/store/records';
import { askedFile, askedFileSchema } from '@/lib/task/asked';
import { surveyFile, surveyFileSchema } from '@/lib/task/survey';
import { allTasks } from '@/lib/task/tasks';
import { readIfPresent, writeAtomically } from './files';
import { modelFolder } from './targets';

/** `lab results`: writes docs/RESULTS.md from the bundle, and docs/ASKED.md from the model folders. */
export function resultsCommand(): Command {
  return new Command('results')
    .description('write docs/RESULTS.md from the bundle, and beside it ASKED.md from the model folders')
    .option('--bundle <folder>', 'the bundle to read', path.join('data', 'bundle'))
    .option('--out <file>', 'the file to write', path.join('docs', 'RESULTS.md'))
    .action(async ({ bundle, out }: { bundle: string; out: string }) => {
      const { manifest, content } = await readBundle(bundle);
      const ids = content.models.map(({ id }) => id);
      const surveyed = await surveysOf(ids, path.dirname(out));
      await writeAtomically(out, formatResults(content, manifest.version, surveyed));
      const asked = await Promise.all(content.models.map(askedOf));
      await writeAtomically(
        path.join(path.dirname(out), 'ASKED.md'),
        formatAsked(asked.filter((model) => model.asked.length > 0)),
      );
    });
}

/** What stands in the folder of a model of what it was asked; what is about other weights is left out. */
async function askedOf({ id, contentHash }: ModelRecord): Promise<AskedModel> {
  const read = async <T extends { contentHash: string }>(
    name: string,
    schema: z.ZodType<T>,
  ): Promise<T | null> => {
    const found = await readIfPresent(path.join(modelFolder(id), name));
    const file = found && schema.parse(JSON.parse(new TextDecoder().decode(found)));
    return file?.contentHash === contentHash ? file : null;
  };
  const files = await Promise.all(
    allTasks().map(async (task) => ({ task, file: await read(askedFile(task.id), askedFileSchema) })),
  );
  return {
    id,
    asked: files.flatMap(({ task, file }) => (file ? [{ task, file }] : [])),
    autoencoders: await read(SAE_SUMMARY_FILE, saeSummarySchema),
  };
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
