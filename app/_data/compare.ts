import { lookOf, type LookKind } from '@/components/home/looks';
import { resultOf, type TargetResult } from '@/components/home/result';
import { confusionOf, type ConfusedRow } from '@/components/compare/confusion';
import type { ShownError } from '@/components/compare/error-gallery';
import {
  type CalibrationRow,
  findQuestions,
  listCalibration,
  listEvaluations,
  listQuestions,
  listSureAndWrong,
  listVerdictCounts,
  store,
} from '@/lib/store';
import { taskOf } from '@/lib/task/tasks';
import { verdictFacet } from '@/lib/task/facets';
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

/** What shown explainers claim against what was measured, on held-out questions; nothing where claims take no side. */
export const loadConfusion = perBundle(async (target: string, task: string): Promise<ConfusedRow[]> => {
  const { sides } = taskOf(task);
  if (!sides) return [];
  const [first, second] = await Promise.all(
    sides.map(({ facets }) =>
      listVerdictCounts(store(), { targetId: target, task, facets: [...HELD_OUT, ...facets] }),
    ),
  );
  return confusionOf(await loadShown(target, task), sides, [first!, second!]);
});

/** The surest errors that are shown one by one. */
const MOST_ERRORS = 50;

const loadSureAndWrong = perBundle((explainer: string) =>
  listSureAndWrong(store(), { explainerId: explainer, split: 'test', limit: MOST_ERRORS }),
);

/** One of the surest errors of an explainer; null where nobody who says how sure they are is wrong. */
export async function loadErrors(
  target: string,
  task: string,
  { erring, error = 1 }: { erring?: string | undefined; error?: number | undefined },
): Promise<{ errors: ShownError | null; notices: string[] }> {
  const explainers = (await loadShown(target, task)).filter(({ rule }) => rule === null);
  const found = explainers.find(({ id }) => id === erring);
  const of = found ?? explainers[0];
  const notices = erring !== undefined && !found ? [`There is no explainer ${erring} here.`] : [];
  const ids = of ? await loadSureAndWrong(of.id) : [];
  if (!of || ids.length === 0) return { errors: null, notices };
  const at = Math.min(error, ids.length);
  const filters = { facets: HELD_OUT, verdicts: [verdictFacet(of.id, 'wrong')] };
  const [[item], { total }] = await Promise.all([
    findQuestions(store(), [ids[at - 1]!]),
    listQuestions(store(), { targetId: target, task, ...filters, limit: 1 }),
  ]);
  if (!item) return { errors: null, notices };
  return { errors: { explainers, of, at, shown: ids.length, item, filters, total }, notices };
}
