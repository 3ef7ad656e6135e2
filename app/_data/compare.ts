import { lookOf, type LookKind } from '@/components/home/looks';
import { resultOf, type TargetResult } from '@/components/home/result';
import { type CalibrationRow, listCalibration, listEvaluations, listQuestions, store } from '@/lib/store';
import type { EvaluationRecord, ExplainerRecord, Item, ModelRecord } from '@/lib/store/records';
import { HELD_OUT } from './home';
import { perBundle } from './per-bundle';
import { loadExplainers, loadShown, loadTargets } from './target';

/** Everyone who explains a target in a task, with their scores on held-out questions. */
export interface Compared {
  target: ModelRecord;
  explainers: ExplainerRecord[];
  /** On the whole split, differences among them. */
  evaluations: EvaluationRecord[];
}

/** The targets of a task that somebody was scored on. */
export const loadCompared = perBundle(async (task: string): Promise<Compared[]> => {
  const targets = await loadTargets();
  const compared = await Promise.all(
    targets.map(async (target) => ({
      target,
      explainers: await loadExplainers(target.id, task),
      evaluations: await listEvaluations(store(), { targetId: target.id, task, split: 'test', slice: 'all' }),
    })),
  );
  return compared.filter(({ evaluations }) => evaluations.length > 0);
});

/** The results of a task by a metric, those without an evaluated self left out. */
export const resultsBy = (compared: readonly Compared[], metric: string): TargetResult[] =>
  compared
    .map(({ target, explainers, evaluations }) => resultOf(target.id, metric, explainers, evaluations))
    .filter((result) => result !== null);

/** Scores of two explainers of a target, and their paired difference, on every slice. */
export const loadSlices = perBundle(
  async (target: string, task: string, metric: string): Promise<EvaluationRecord[]> =>
    listEvaluations(store(), { targetId: target, task, split: 'test', metric }),
);

/** How sure explainers are, and how often they are right then. */
export const loadCalibration = perBundle((target: string, task: string): Promise<CalibrationRow[]> =>
  listCalibration(store(), { targetId: target, task, split: 'test' }),
);

/** Where self and other part: one is right, the other wrong. */
const PARTINGS: readonly Pick<LookKind, 'title' | 'verdicts'>[] = [
  {
    title: 'self right, other wrong',
    verdicts: [
      ['self', 'right'],
      ['other', 'wrong'],
    ],
  },
  {
    title: 'other right, self wrong',
    verdicts: [
      ['self', 'wrong'],
      ['other', 'right'],
    ],
  },
];

const SHOWN = 5;

export interface Parting {
  title: string;
  explainers: ExplainerRecord[];
  filters: { facets: string[]; verdicts: string[] };
  items: Item[];
  total: number;
}

/** Held-out questions on which self and other part, some of each kind, and how many there are. */
export const loadPartings = perBundle(async (target: string, task: string): Promise<Parting[]> => {
  const shown = await loadShown(target, task);
  const found = await Promise.all(
    PARTINGS.map(async ({ title, verdicts }): Promise<Parting[]> => {
      const look = lookOf({ title, verdicts, shows: 'most' }, shown);
      if (!look) return [];
      const filters = { facets: HELD_OUT, verdicts: look.verdicts };
      const { items, total } = await listQuestions(store(), {
        targetId: target,
        task,
        ...filters,
        limit: SHOWN,
      });
      return [{ title, explainers: look.explainers, filters, items, total }];
    }),
  );
  return found.flat();
});
