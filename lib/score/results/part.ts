import type {
  BundleContent,
  BundleExplainer,
  BundleItem,
  EvaluationRecord,
  RunRecord,
} from '@/lib/store/records';
import { facetNamed, parseFacet } from '@/lib/task/facets';
import type { AnyTask, Facet, Metric } from '@/lib/task/task';

/** What a bundle has about one task of one target, with its scores at hand. */
export class ResultPart {
  readonly explainers: readonly BundleExplainer[];
  readonly items: readonly BundleItem[];
  readonly headline: Metric;
  /** Metrics with a column of their own. */
  readonly shown: readonly Metric[];
  private readonly evaluations = new Map<string, EvaluationRecord>();
  private readonly runs: ReadonlyMap<string, RunRecord>;
  private readonly slices: readonly string[];

  constructor(
    content: BundleContent,
    readonly task: AnyTask,
    readonly target: string,
  ) {
    this.explainers = content.explainers.filter((e) => e.targetId === target && e.task === task.id);
    this.items = content.items.filter((item) => item.targetId === target && item.task === task.id);
    this.headline = task.metrics.find((metric) => metric.headline) ?? task.metrics[0]!;
    this.shown = task.metrics.filter((metric) => metric.shown);
    this.runs = new Map(content.runs.map((run) => [run.id, run]));
    const own = new Set(this.explainers.map(({ id }) => id));
    const evaluations = content.evaluations.filter(({ explainerId }) => own.has(explainerId));
    for (const e of evaluations) this.evaluations.set(key(e), e);
    this.slices = [...new Set(evaluations.map(({ slice }) => slice))].sort();
  }

  /** A score, or with `against` the paired difference to another explainer. */
  find(explainer: string, metric: Metric, slice = 'all', against: string | null = null) {
    return this.evaluations.get(
      key({ explainerId: explainer, againstId: against, slice, metric: metric.id }),
    );
  }

  /** The slices that scores are taken over, with the facet and value of each. */
  sliced(keep: (facet: Facet) => boolean = () => true): { slice: string; facet: Facet; value: string }[] {
    return this.slices.flatMap((slice) => {
      const [name, value] = parseFacet(slice);
      const facet = facetNamed(this.task, name);
      return facet?.sliced && keep(facet) ? [{ slice, facet, value }] : [];
    });
  }

  /** Share of training questions that an explainer answers right, of a mean the mean; null where it was not taken. */
  fit({ runId, members }: BundleExplainer): number | null {
    if (members) {
      const each = members.map((id) => this.fit(this.explainers.find((e) => e.id === id)!));
      return each.includes(null) ? null : each.reduce((sum: number, x) => sum + x!, 0) / each.length;
    }
    return (runId && this.runs.get(runId)?.metrics.rightTraining) || null;
  }
}

const key = (e: Pick<EvaluationRecord, 'explainerId' | 'againstId' | 'slice' | 'metric'>): string =>
  [e.explainerId, e.againstId ?? '', e.slice, e.metric].join('\t');
