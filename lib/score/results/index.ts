import type { BundleContent } from '@/lib/store/records';
import type { Survey } from '@/lib/task/survey';
import type { AnyTask } from '@/lib/task/task';
import { allTasks } from '@/lib/task/tasks';
import { ResultPart } from './part';
import { reading } from './reading';
import { calibrationSection, differenceTable, mainTable, sensitivitySection, sliceSections } from './tables';
import { capitalised, count, percent, table } from './words';

/** What was surveyed of a model before anything was asked, and its picture beside this page. */
export interface SurveyedModel {
  id: string;
  survey: Survey;
  draws: number;
  /** Name of the file; null where there is none. */
  picture: string | null;
}

/** The results of a bundle as Markdown: nothing in it is written by hand. */
export function formatResults(
  content: BundleContent,
  version: string,
  surveyed: readonly SurveyedModel[] = [],
): string {
  const parts = [
    '# Results',
    `Written by \`npm run lab -- results\` from bundle ${version}; every number is measured on held-out subjects, with 95%` +
      ' intervals from a bootstrap over subjects. [METHOD.md](METHOD.md) says what is measured.',
    '## Models',
    table(
      ['model', 'parameters', 'frequent facts recalled', 'rare facts recalled', 'run'],
      content.models.map((model) => [
        model.id,
        count(model.parameters),
        ...(['frequent', 'rare'] as const).map((exposure) => {
          const r = model.recall.find((entry) => entry.exposure === exposure);
          return r ? `${percent(r.recalled / r.facts)} of ${r.facts}` : '';
        }),
        `\`${model.runId}\``,
      ]),
    ),
  ];
  if (surveyed.length > 0)
    parts.push(
      '## Where information moves',
      'Patches of pairs of texts, at each layer and kind of token: the share of outputs that change and, under it, of those that' +
        ' neither text gives. Framed is what is worth asking about: answers that are neither all alike nor read off one of the texts.',
      ...surveyed.flatMap(surveyLines),
    );
  for (const task of allTasks())
    for (const { id: target } of content.models) parts.push(...section(content, task, target));
  return `${parts.join('\n\n')}\n`;
}

function surveyLines({ id, survey, draws, picture }: SurveyedModel): string[] {
  const cells = survey.rows.flatMap((row) => row.cells.filter((cell) => cell !== null));
  const asked = cells.filter(({ worthAsking }) => worthAsking).length;
  const words = `\`${id}\`: ${asked} of ${cells.length} cells, ${draws} pairs of each type.`;
  return picture ? [words, `![Where information moves in ${id}](${picture})`] : [words];
}

/** What came out for one task on one target. */
function section(content: BundleContent, task: AnyTask, target: string): string[] {
  const part = new ResultPart(content, task, target);
  if (part.explainers.length === 0) return [];
  return [
    `## ${capitalised(task.path)}, target ${target}`,
    `${part.items.length} held-out questions.`,
    ...reading(part),
    '### Scores',
    mainTable(part),
    '### Self minus',
    differenceTable(part),
    ...sensitivitySection(part),
    ...calibrationSection(part),
    ...sliceSections(part),
  ];
}
