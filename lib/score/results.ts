import { format } from 'd3-format';
import type { BundleContent, EvaluationMetric, EvaluationRecord, ExplainerRecord } from '@/lib/store/records';

const METRIC_NAMES: Record<EvaluationMetric, string> = {
  exactMatch: 'exact match',
  hasChangedF1: 'has-changed F1',
  contentMatch: 'content',
  contentMatchChanged: 'content where changed',
  valid: 'valid',
};

const SHOWN: readonly EvaluationMetric[] = [
  'exactMatch',
  'hasChangedF1',
  'contentMatch',
  'contentMatchChanged',
];

/** The results of a bundle as Markdown: nothing in it is written by hand. */
export function formatResults(content: BundleContent, version: string): string {
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
  for (const { id: target } of content.models) {
    const explainers = content.explainers.filter((explainer) => explainer.targetId === target);
    const own = content.evaluations.filter((e) => explainers.some((x) => x.id === e.explainerId));
    const n = own.find((e) => e.slice === 'all' && e.metric === 'exactMatch')?.n ?? 0;
    parts.push(
      `## Patching, target ${target}`,
      `${n} held-out questions.`,
      scores(explainers, own),
      '### Self minus',
      differences(explainers, own),
      '### Exact match by slice',
      slices(explainers, own),
    );
  }
  return `${parts.join('\n\n')}\n`;
}

function scores(explainers: readonly ExplainerRecord[], evaluations: readonly EvaluationRecord[]): string {
  return table(
    ['explainer', 'trained on', ...SHOWN.map((metric) => METRIC_NAMES[metric])],
    explainers.map((explainer) => [
      name(explainer),
      explainer.trainExamples === null ? '' : count(explainer.trainExamples),
      ...SHOWN.map((metric) =>
        interval(
          evaluations.find(
            (e) => e.explainerId === explainer.id && !e.againstId && e.slice === 'all' && e.metric === metric,
          ),
        ),
      ),
    ]),
  );
}

function differences(
  explainers: readonly ExplainerRecord[],
  evaluations: readonly EvaluationRecord[],
): string {
  const paired = evaluations.filter((e) => e.againstId && e.slice === 'all');
  const rows = [...new Set(paired.map((e) => `${e.explainerId}|${e.againstId}`))].map((key) => {
    const [selfId, rivalId] = key.split('|');
    const rival = explainers.find((explainer) => explainer.id === rivalId)!;
    const self = explainers.find((explainer) => explainer.id === selfId)!;
    return [
      name(rival),
      self.trainExamples === null ? '' : count(self.trainExamples),
      ...SHOWN.map((metric) =>
        interval(
          paired.find((e) => e.explainerId === selfId && e.againstId === rivalId && e.metric === metric),
        ),
      ),
    ];
  });
  return table(['rival', 'trained on', ...SHOWN.map((metric) => METRIC_NAMES[metric])], rows);
}

function slices(explainers: readonly ExplainerRecord[], evaluations: readonly EvaluationRecord[]): string {
  const shown = explainers.filter((explainer) => explainer.headline);
  const names = [...new Set(evaluations.map((e) => e.slice))].filter((slice) => slice !== 'all').sort();
  return table(
    ['slice', 'n', ...shown.map(name)],
    names.map((slice) => {
      const of = (id: string) =>
        evaluations.find(
          (e) => e.explainerId === id && !e.againstId && e.slice === slice && e.metric === 'exactMatch',
        );
      return [
        slice.replace(':', ' '),
        String(of(shown[0]!.id)?.n ?? ''),
        ...shown.map((explainer) => interval(of(explainer.id))),
      ];
    }),
  );
}

const name = ({ role, baseId }: ExplainerRecord) =>
  baseId && (role === 'self' || role === 'other') ? `${role} (${baseId})` : role.replace('-', ' ');

const count = format(',d');
const percent = format('.1%');
const threeDecimals = format('.3f');

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
