import { greatest } from 'd3-array';
import { roleOf, type ExplainerTraits, type Role } from '@/lib/explainer/role';
import { rulesOf } from '@/lib/explainer/rules';
import type { ExplainerRecord } from '@/lib/store/records';
import { findTask } from '@/lib/task/tasks';
import { ROLE_MEANINGS, ROLE_NAMES } from './words';

/** What of an explainer its name is made of. */
export type NamedExplainer = Pick<
  ExplainerRecord,
  'id' | 'task' | 'baseId' | 'kinship' | 'sees' | 'rule' | 'variant'
>;

const ruleOf = ({ task: id, rule }: Pick<NamedExplainer, 'task' | 'rule'>) => {
  const task = rule === null ? null : findTask(id);
  return task ? rulesOf(task).find((known) => known.id === rule) : undefined;
};

/** `self`, `no vector`, or the name of a rule, with what tells it from others of its kind. */
export function explainerWord(explainer: NamedExplainer): string {
  const word = ruleOf(explainer)?.name ?? explainer.rule ?? ROLE_NAMES[roleOf(explainer)];
  return explainer.variant ? `${word}, ${explainer.variant}` : word;
}

/** One sentence for a reader who meets the explainer for the first time. */
export const explainerMeaning = (explainer: NamedExplainer): string =>
  ruleOf(explainer)?.meaning ?? ROLE_MEANINGS[roleOf(explainer)];

/** The explainer of an id. Links made before rules had ids of their own name a rule. */
export const findExplainer = <E extends Pick<ExplainerRecord, 'id' | 'rule'>>(
  explainers: readonly E[],
  id: string,
): E | undefined => explainers.find((e) => e.id === id) ?? explainers.find((e) => e.rule === id);

/**
 * The explainer that stands for its role where one sentence, map or filter has room for one: that with the most training
 * examples, the first of those.
 */
export const mainOf = <E extends ExplainerTraits & { trainExamples: number | null }>(
  role: Role,
  explainers: readonly E[],
): E | undefined =>
  greatest(
    explainers.filter((e) => roleOf(e) === role),
    (e) => e.trainExamples ?? 0,
  );
