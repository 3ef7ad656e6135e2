import { greatest, groups } from 'd3-array';
import { roleOf } from '@/lib/explainer/role';
import type { BundleExplainer, EvaluationRecord } from '@/lib/store/records';
import type { Metric } from '@/lib/task/task';
import type { ResultPart } from './part';
import { interval, listed, nameOf, short } from './words';

/** A plain reading of one task of one target: every number in it is one of the scores. */
export function reading(part: ResultPart): string[] {
  const self = standing(part);
  if (!self) return [];
  const { headline } = part;
  const own = part.find(self.id, headline);
  if (!own) return [];
  const strongest = strongestRival(part, self, headline, 'all');
  return [
    '### In words',
    [
      `Self, trained on ${self.trainExamples?.toLocaleString('en')} questions, has an ${headline.label} of ${interval(own)}.`,
      strongest ? `The strongest rival is ${against(part, self, strongest, headline, 'all')}.` : '',
      verdicts(part, self, headline),
      fitSentence(part, self, own),
      ...sensitivity(part),
    ]
      .filter(Boolean)
      .join(' '),
    ...bySlice(part, self),
  ];
}

/** The self explainer that the others are held against: with the most examples, the mean of seeds where there is one. */
function standing(part: ResultPart): BundleExplainer | undefined {
  const selfs = part.explainers.filter((e) => roleOf(e) === 'self');
  return greatest(selfs, (e) => (e.trainExamples ?? 0) + (e.members ? 0.5 : 0));
}

/** Who is held against self on a metric. */
const rivalsOf = (part: ResultPart, self: BundleExplainer, metric: Metric, slice: string) =>
  part.explainers.filter((e) => !e.disturbs && part.find(self.id, metric, slice, e.id));

const strongestRival = (part: ResultPart, self: BundleExplainer, metric: Metric, slice: string) =>
  greatest(rivalsOf(part, self, metric, slice), (e) => part.find(e.id, metric, slice)?.value ?? -Infinity);

/** `the text oracle with .5 (…): self is above it by .1 (… to …)`. */
function against(
  part: ResultPart,
  self: BundleExplainer,
  rival: BundleExplainer,
  metric: Metric,
  slice: string,
): string {
  const difference = part.find(self.id, metric, slice, rival.id)!;
  const score = interval(part.find(rival.id, metric, slice));
  return `${nameOf(rival)} with ${score}: self ${STANDS[directionOf(difference)]} (difference ${interval(difference)})`;
}

type Direction = 'above' | 'below' | 'level';
const STANDS: Record<Direction, string> = {
  above: 'is above it',
  below: 'is below it',
  level: 'is not shown to differ from it',
};

/** What the interval of a difference says. */
function directionOf({ low, high }: EvaluationRecord): Direction {
  if (low !== null && low > 0) return 'above';
  if (high !== null && high < 0) return 'below';
  return 'level';
}

/** Against whom self stands how, on all questions. */
function verdicts(part: ResultPart, self: BundleExplainer, metric: Metric): string {
  const rivals = rivalsOf(part, self, metric, 'all');
  const sides = groups(rivals, (e) => directionOf(part.find(self.id, metric, 'all', e.id)!));
  return sides
    .map(([direction, some]) => {
      const names = listed(some.map(nameOf));
      return direction === 'level'
        ? `Not shown to differ from ${names}.`
        : `Self is ${direction} ${names}, with intervals clear of zero.`;
    })
    .join(' ');
}

function fitSentence(part: ResultPart, self: BundleExplainer, { value }: EvaluationRecord): string {
  const fit = part.fit(self);
  return fit === null
    ? ''
    : `Of its training questions it answers ${short(fit)} right, of these ${short(value)}.`;
}

/** What is left of self with another question's vector. */
function sensitivity(part: ResultPart): string[] {
  const other = part.explainers.find(
    (e) => e.sees === 'another-vector' && roleOf({ ...e, disturbs: null, sees: 'vector' }) === 'self',
  );
  if (!other) return [];
  const falls = part.shown.flatMap((metric) => {
    const fall = part.find(other.disturbs!, metric, 'all', other.id);
    return fall ? [`${metric.label} by ${interval(fall)}`] : [];
  });
  return [`With another question’s vector of the same cell, self loses ${listed(falls)}.`];
}

/** For each kind of question that scores are read by: self, its strongest rival there, and in how many cells it is above all. */
function bySlice(part: ResultPart, self: BundleExplainer): string[] {
  const metrics = part.task.metrics.filter((metric) => metric.headline ?? metric.sliced);
  const lines = metrics.flatMap((metric) =>
    part
      .sliced((facet) => facet.read ?? false)
      .flatMap(({ slice, facet, value }) => {
        const own = part.find(self.id, metric, slice);
        const rival = strongestRival(part, self, metric, slice);
        if (!own || !rival) return [];
        const name = facet.value?.(value) ?? value;
        const words = `- ${facet.label}: ${name} (${own.n}), ${metric.label} ${interval(own)}`;
        return [`${words}; strongest rival ${against(part, self, rival, metric, slice)}.`];
      }),
  );
  return lines.length > 0 ? [lines.join('\n')] : [];
}
