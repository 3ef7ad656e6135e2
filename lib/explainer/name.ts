import type { ExplainerRecord } from '@/lib/store/records';
import { findTask } from '@/lib/task/tasks';
import { roleOf, type Role } from './role';
import { rulesOf } from './rules';

/** What each role is called; a rule has a name of its own. */
export const ROLE_NAMES: Record<Exclude<Role, 'rule'>, string> = {
  self: 'self',
  sibling: 'sibling',
  other: 'other',
  'rotated-vector': 'rotated vector',
  'no-vector': 'no vector',
  'random-weights': 'random weights',
};

type Named = Pick<ExplainerRecord, 'task' | 'baseId' | 'kinship' | 'sees' | 'rule'>;

/** The word for an explainer, such as `self`, `no vector` or `text oracle`: not its name, which is its id. */
export function explainerWord(explainer: Named): string {
  const role = roleOf(explainer);
  if (role !== 'rule') return ROLE_NAMES[role];
  return ruleOf(explainer)?.name ?? explainer.rule ?? 'rule';
}

/** The rule that a record stands for; undefined for trained explainers. */
export function ruleOf({ task, rule }: Named) {
  const known = rule === null ? null : findTask(task);
  return known ? rulesOf(known).find(({ id }) => id === rule) : undefined;
}
