import { format } from 'd3-format';
import { explainerWord } from '@/lib/explainer/name';
import { isControl, roleOf } from '@/lib/explainer/role';
import type { BundleContent, EvaluationRecord, ExplainerRecord } from '@/lib/store/records';
import { facetNamed, parseFacet } from '@/lib/task/facets';
import type { Survey } from '@/lib/task/survey';
import type { AnyTask, Metric } from '@/lib/task/task';
import { allTasks } from '@/lib/task/tasks';

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
  const explainers = content.explainers.filter((e) => e.targetId === target && e.task === task.id);
  if (explainers.length === 0) return [];
  const headline = task.metrics.find((metric) => metric.headline) ?? task.metrics[0]!;
  const scores = new Scores(
    content.evaluations,
    task.metrics.filter((metric) => metric.shown),
  );
  const n = scores.find(explainers[0]!.id, null, 'all', headline)?.n ?? 0;
  return [
    `## ${capitalised(task.path)}, target ${target}`,
    `${n} held-out questions.`,
    scores.table(explainers),
    '### Self minus',
    scores.differences(explainers),
    `### ${capitalised(headline.label)} by slice`,
    scores.slices(task, explainers, headline),
  ];
}

/** The scores of a bundle, as tables. */
class Scores {
  constructor(
    private readonly evaluations: readonly EvaluationRecord[],
    private readonly metrics: readonly Metric[],
  ) {}

  find(
    explainer: string,
    against: string | null,
    slice: string,
    { id }: Metric,
  ): EvaluationRecord | undefined {
    return this.evaluations.find(
      (e) => e.explainerId === explainer && e.againstId === against && e.slice === slice && e.metric === id,
    );
  }

  table(explainers: readonly ExplainerRecord[]): string {
    return table(
      ['explainer', 'trained on', ...this.metrics.map(({ label }) => label)],
      explainers.map((e) => [
        name(e),
        size(e),
        ...this.metrics.map((metric) => interval(this.find(e.id, null, 'all', metric))),
      ]),
    );
  }

  differences(explainers: readonly ExplainerRecord[]): string {
    const pairs = explainers.flatMap((self) =>
      explainers
        .filter((rival) => this.metrics.some((metric) => this.find(self.id, rival.id, 'all', metric)))
        .map((rival) => [self, rival] as const),
    );
    // In the order of the rivals' names, as the rows of a training size are read together.
    const ordered = pairs.sort(([a], [b]) => (a.trainExamples ?? 0) - (b.trainExamples ?? 0));
    return table(
      ['rival', 'trained on', ...this.metrics.map(({ label }) => label)],
      ordered.map(([self, rival]) => [
        name(rival),
        size(self),
        ...this.metrics.map((metric) => interval(this.find(self.id, rival.id, 'all', metric))),
      ]),
    );
  }

  slices(task: AnyTask, explainers: readonly ExplainerRecord[], metric: Metric): string {
    const shown = explainers.filter((e) => e.shown);
    const of = (slice: string) => shown.map((e) => this.find(e.id, null, slice, metric));
    const names = [...new Set(this.evaluations.map((e) => e.slice))]
      .filter((slice) => facetOf(task, slice)?.sliced && of(slice).some(Boolean))
      .sort();
    return table(
      ['slice', 'n', ...shown.map(name)],
      names.map((slice) => {
        const [, value] = parseFacet(slice);
        const label = facetOf(task, slice)?.label;
        const found = of(slice);
        return [`${label} ${value}`, String(found.find(Boolean)?.n ?? ''), ...found.map(interval)];
      }),
    );
  }
}

const facetOf = (task: AnyTask, slice: string) => facetNamed(task, parseFacet(slice)[0]);

const size = ({ trainExamples }: ExplainerRecord) => (trainExamples === null ? '' : count(trainExamples));

/** `other (house-b)`, `no vector`, `text oracle`; with what tells it from others of its role. */
function name(explainer: ExplainerRecord): string {
  const base = isControl(roleOf(explainer)) ? null : explainer.baseId;
  return base ? `${explainerWord(explainer)} (${base})` : explainerWord(explainer);
}

const count = format(',d');
const percent = format('.1%');
const threeDecimals = format('.3f');

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function interval(e: EvaluationRecord | undefined): string {
  if (!e) return '';
  return e.low === null || e.high === null
    ? short(e.value)
    : `${short(e.value)} (${short(e.low)} to ${short(e.high)})`;
}

/** Without the leading zero, with a true minus. */
const short = (value: number) => threeDecimals(value).replace(/^(−?)0\./, '$1.');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
