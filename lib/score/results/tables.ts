import { max } from 'd3-array';
import { byRole, roleOf } from '@/lib/explainer/role';
import type { BundleExplainer } from '@/lib/store/records';
import type { Metric } from '@/lib/task/task';
import { calibration, type Calibration } from '../calibration';
import type { ResultPart } from './part';
import { capitalised, interval, nameOf, short, sizeOf, table } from './words';

/** Every explainer on all questions, how well it knows what it learned from beside that. */
export function mainTable(part: ResultPart): string {
  const rows = part.explainers.filter(({ disturbs }) => !disturbs);
  return table(
    ['explainer', 'trained on', ...part.shown.map(({ label }) => label), 'right in training'],
    rows.map((e) => {
      const fit = part.fit(e);
      return [
        nameOf(e),
        sizeOf(e),
        ...part.shown.map((metric) => interval(part.find(e.id, metric))),
        fit === null ? '' : short(fit),
      ];
    }),
  );
}

/** Paired differences of self, those of one training size together. */
export function differenceTable(part: ResultPart): string {
  const pairs = part.explainers.flatMap((self) =>
    part.explainers
      .filter((rival) => !rival.disturbs && part.find(self.id, part.headline, 'all', rival.id))
      .map((rival) => [self, rival] as const),
  );
  const ordered = pairs.sort(([a], [b]) => (a.trainExamples ?? 0) - (b.trainExamples ?? 0));
  return table(
    ['self', 'rival', 'trained on', ...part.shown.map(({ label }) => label)],
    ordered.map(([self, rival]) => [
      nameOf(self),
      nameOf(rival),
      sizeOf(self),
      ...part.shown.map((metric) => interval(part.find(self.id, metric, 'all', rival.id))),
    ]),
  );
}

/** What is left of a trained explainer's score when it is shown something else than its vector; '' where none was. */
export function sensitivitySection(part: ResultPart): string[] {
  const disturbed = part.explainers.filter(({ disturbs }) => disturbs);
  if (disturbed.length === 0) return [];
  const cell = (e: BundleExplainer, metric: Metric) => {
    const [own, fall] = [part.find(e.id, metric), part.find(e.disturbs!, metric, 'all', e.id)];
    return own && fall ? `${interval(own)}; falls by ${interval(fall)}` : '';
  };
  return [
    '### Whether answers hang on the vector',
    'The same weights, not trained again, shown something else. A score that does not fall was not read off the vector.',
    table(
      ['explainer', ...part.shown.map(({ label }) => label)],
      disturbed.map((e) => [nameOf(e), ...part.shown.map((metric) => cell(e, metric))]),
    ),
  ];
}

/** Whether being sure goes with being right, by the probability of the answer and by how far drawn answers agree. */
export function calibrationSection(part: ResultPart): string[] {
  const rows = part.explainers.flatMap((e): string[][] => {
    if (e.rule !== null || !e.shown) return [];
    const answers = part.items.flatMap(({ explanations }) =>
      explanations.filter(({ explainerId }) => explainerId === e.id),
    );
    const sure = (confidence: (answer: (typeof answers)[number]) => number | null | undefined) =>
      calibration(
        answers.flatMap((answer) => {
          const value = confidence(answer);
          return typeof value === 'number' ? [{ confidence: value, right: answer.verdict === 'right' }] : [];
        }),
      );
    const byProbability = sure(({ logProbability }) => logProbability && Math.exp(logProbability));
    const byAgreement = sure(({ agreement }) => agreement);
    return byAgreement.n > 0 ? [[nameOf(e), sizeOf(e), ...both(byProbability), ...both(byAgreement)]] : [];
  });
  if (rows.length === 0) return [];
  return [
    '### Whether being sure goes with being right',
    'Probability: that of the answer, the geometric mean over its tokens. Agreement: the share of eight drawn answers that claim the' +
      ' same. Error: mean distance of it from the share right, over ten bins. Ranking: how often a right answer is surer than a wrong one.',
    table(
      [
        ...['explainer', 'trained on', 'probability: error', 'probability: ranking'],
        ...['agreement: error', 'agreement: ranking'],
      ],
      rows,
    ),
  ];
}

const both = ({ expectedError, ranking }: Calibration): string[] => [short(expectedError), short(ranking)];

/** Scores by slice, a table for each metric that is shown by slice. */
export function sliceSections(part: ResultPart): string[] {
  // Of trained ones that have no card, those with the most examples: controls, and means of seeds.
  const trained = part.explainers.filter(({ rule, disturbs }) => rule === null && !disturbs);
  const most = max(trained, ({ trainExamples }) => trainExamples ?? 0);
  const isWhole = (e: BundleExplainer) => e.shown || (trained.includes(e) && e.trainExamples === most);
  const shown = part.explainers
    .filter((e) => isWhole(e) && !withinMean(part, e))
    .sort(byRole)
    .filter((e) => e.rule === null || roleOf(e) === 'rule');
  const metrics = part.task.metrics.filter((metric) => metric.headline ?? metric.sliced);
  return metrics.flatMap((metric) => {
    const rows = part.sliced().flatMap(({ slice, facet, value }) => {
      const found = shown.map((e) => part.find(e.id, metric, slice));
      const n = found.find(Boolean)?.n;
      return n === undefined ? [] : [[`${facet.label} ${value}`, String(n), ...found.map(interval)]];
    });
    return [
      `### ${capitalised(metric.label)} by slice`,
      table(['slice', 'n', ...shown.map((e) => nameOf(e))], rows),
    ];
  });
}

const withinMean = (part: ResultPart, { id }: BundleExplainer): boolean =>
  part.explainers.some(({ members }) => members?.includes(id));
