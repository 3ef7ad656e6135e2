import { evaluate, type Scored } from '@/lib/score/evaluate';
import type { EvaluationRecord } from '@/lib/store/records';
import { slicesOf } from '@/lib/task/facets';
import type { AnyTask, Judgement, Metric } from '@/lib/task/task';
import type { Split } from '@/lib/words';

/** A bootstrap of more takes longer than the import itself, and its intervals say little. */
const MOST_RESAMPLED = 5_000;

interface Answer {
  /** Of the first answers, which may be all. */
  clusters: readonly string[];
  slices: readonly string[];
  judgement: Judgement;
}

/** Scores of one imported explainer, by the judge of the task; running totals of its file are never looked at. */
export class Scores {
  private readonly answers: Answer[] = [];
  private readonly shared = new Map<string, unknown>();

  constructor(
    private readonly task: AnyTask,
    private readonly explainer: Scored,
    private readonly split: Split,
  ) {}

  get count(): number {
    return this.answers.length;
  }

  add({
    judgement: { verdict, values },
    ...item
  }: {
    body: unknown;
    truth: unknown;
    judgement: Judgement;
  }): void {
    this.answers.push({
      clusters: this.count < MOST_RESAMPLED ? this.task.clusters(item.body) : [],
      slices: this.share(slicesOf(this.task, item)),
      // What is claimed counts in no metric.
      judgement: this.share({ verdict, values, claim: '' }),
    });
  }

  /** With 95% intervals where there are few enough answers, and plain values otherwise. */
  evaluations(): EvaluationRecord[] {
    const { task, answers, explainer, split } = this;
    if (answers.length <= MOST_RESAMPLED) {
      const judged = answers.map(({ judgement, ...answer }) => ({
        ...answer,
        judgements: new Map([[explainer.id, judgement]]),
      }));
      return evaluate(task.metrics, judged, [explainer], split);
    }
    const slices = new Map<string, Judgement[]>();
    for (const { slices: of, judgement } of answers)
      for (const slice of ['all', ...of]) {
        const own = slices.get(slice) ?? [];
        own.push(judgement);
        slices.set(slice, own);
      }
    return [...slices].flatMap(([slice, own]) =>
      task.metrics.flatMap((metric) => this.plain(metric, slice, own)),
    );
  }

  /** The main scores, a line each. */
  lines(): string[] {
    const own = this.answers.map(({ judgement }) => judgement);
    return this.task.metrics
      .filter(({ shown }) => shown)
      .map((metric) => `  ${metric.label}: ${(100 * metric.of(own)()).toFixed(1)}%`);
  }

  private plain(metric: Metric, slice: string, judgements: readonly Judgement[]): EvaluationRecord[] {
    const value = metric.of(judgements)();
    if (!Number.isFinite(value)) return [];
    const n = metric.counts ? judgements.filter((one) => metric.counts!(one)).length : judgements.length;
    const [explainerId, split] = [this.explainer.id, this.split];
    return [{ explainerId, againstId: null, split, slice, metric: metric.id, n, value, ...NO_INTERVAL }];
  }

  /** Answers are many, and the ways to be right or wrong few: equal ones are held once. */
  private share<T>(value: T): T {
    const key = JSON.stringify(value);
    const found = (this.shared.get(key) as T | undefined) ?? value;
    this.shared.set(key, found);
    return found;
  }
}

const NO_INTERVAL = { standardError: null, low: null, high: null };
