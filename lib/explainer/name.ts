import type { ExplainerRecord } from '@/lib/store/records';
import { ruleWordsOf, type RuleWords } from '@/lib/task/rule-words';
import type { Sight } from '@/lib/words';
import { roleOf, type ExplainerTraits, type Role } from './role';

/** What each role is called where a reader meets it; a rule has a name of its own. */
export const ROLE_NAMES: Record<Role, string> = {
  self: 'self',
  sibling: 'sibling',
  other: 'other',
  'rotated-vector': 'rotated vector',
  'no-vector': 'no vector',
  'random-weights': 'random weights',
  disturbed: 'shown something else',
  rule: 'rule',
};

/** One sentence each, for a reader who meets the word for the first time. */
const ROLE_MEANINGS: Record<Role, string> = {
  self: 'An explainer trained from the target itself.',
  sibling:
    'An explainer trained from a relative of the target: one went on from the other, or both from a third.',
  other: 'An explainer trained from another model on the same questions.',
  'rotated-vector':
    'The self explainer trained and asked with every vector rotated: what is left when the basis is not its own.',
  'no-vector':
    'The self explainer trained and asked with zeros in place of the vector: what the wording alone gives away.',
  'random-weights': 'An explainer trained from random weights: what training alone can learn.',
  disturbed:
    'An explainer that is shown something else than what it was trained on: whether its answer hangs on the vector.',
  rule: 'An answer by a rule, without a model.',
};

/** Known by a name that no rule has. */
const IMPORTED = 'Read from a file; of who said it, no more than a name is known.';

/** What of an explainer its name is made of. */
export type NamedExplainer = Pick<
  ExplainerRecord,
  'id' | 'task' | 'baseId' | 'kinship' | 'sees' | 'rule' | 'variant' | 'disturbs'
>;

/** What is shown in place of the vector, where it is not what an explainer was trained on. */
const SHOWN: Partial<Record<Sight, string>> = {
  'another-vector': 'another question’s vector',
  'rotated-vector': 'the vector rotated',
  'no-vector': 'zeros',
};

const ruleOf = ({ task, rule }: Pick<NamedExplainer, 'task' | 'rule'>): RuleWords | undefined =>
  rule === null ? undefined : ruleWordsOf(task, rule);

/** `self`, `no vector`, or the name of a rule, with what tells it from others of its kind. */
export function explainerWord(explainer: NamedExplainer): string {
  const { rule, variant, sees, disturbs } = explainer;
  // Whoever is disturbed was trained on the vector.
  const trained = disturbs ? { ...explainer, disturbs: null, sees: 'vector' as const } : explainer;
  const word = ruleOf(explainer)?.name ?? rule ?? ROLE_NAMES[roleOf(trained)];
  return [word, variant, disturbs && `shown ${SHOWN[sees] ?? sees}`].filter(Boolean).join(', ');
}

/** One sentence for a reader who meets the explainer for the first time. */
export const explainerMeaning = (explainer: NamedExplainer): string =>
  ruleOf(explainer)?.meaning ?? (explainer.rule === null ? ROLE_MEANINGS[roleOf(explainer)] : IMPORTED);

/** The explainer of an id. Links made before rules had ids of their own name a rule. */
export const findExplainer = <E extends Pick<ExplainerRecord, 'id' | 'rule'>>(
  explainers: readonly E[],
  id: string,
): E | undefined => explainers.find((e) => e.id === id) ?? explainers.find((e) => e.rule === id);

/** Whether an explainer is a rule that stands for all of them where there is no room. */
export const leads = (explainer: NamedExplainer): boolean => ruleOf(explainer)?.lead ?? false;

/** Most columns that a table of questions has room for. */
const MOST_COLUMNS = 7;

/** Those that a table has columns of: all where there is room, else trained ones and the rules that lead. */
export const columnsOf = <E extends NamedExplainer>(explainers: readonly E[]): E[] =>
  explainers.length <= MOST_COLUMNS
    ? [...explainers]
    : explainers.filter((explainer) => explainer.rule === null || leads(explainer));

/**
 * The explainer that stands for its role where one sentence, map or filter has room for one: that with the most training
 * examples, the first of those.
 */
export const mainOf = <E extends ExplainerTraits & { trainExamples: number | null }>(
  role: Role,
  explainers: readonly E[],
): E | undefined =>
  explainers
    .filter((e) => roleOf(e) === role)
    .reduce<E | undefined>(
      (most, e) => (most && (most.trainExamples ?? 0) >= (e.trainExamples ?? 0) ? most : e),
      undefined,
    );
