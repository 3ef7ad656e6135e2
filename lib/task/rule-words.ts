import { ACTIVATION_RULE_WORDS } from './activation/rule-words';
import { CHANGE_RULE_WORDS } from './change/rule-words';
import { FEATURE_RULE_WORDS } from './feature/rule-words';
import { PATCH_RULE_WORDS } from './patch/rule-words';

/** What a simple reader (`Rule`) is called where readers meet it: all that a page needs that does not ask it. */
export interface RuleWords {
  name: string;
  /** What it does, in a sentence. */
  meaning: string;
  /** Has a column where there is no room for all rules. */
  lead?: boolean;
}

/** Of those that every task has. */
export const COMMON_RULE_WORDS = {
  'majority-overall': {
    name: 'majority overall',
    meaning: 'The most frequent training answer.',
  },
  majority: {
    name: 'majority',
    meaning: 'The most frequent training answer for the same cell.',
  },
  'best-reader': {
    name: 'best reader of each cell',
    meaning: 'In each cell the rule that is right most often there, chosen on training questions.',
    lead: true,
  },
} as const satisfies Record<string, RuleWords>;

/** @param group what the groups of a task's strata are (`Task.group`) */
export const groupMajorityWords = (group: string): RuleWords => ({
  name: `majority by ${group}`,
  meaning: `The most frequent training answer for the same cell and ${group}.`,
});

/** By task and rule. */
const known = new Map<string, Readonly<Record<string, RuleWords>>>();

/** Makes the words of a task's rules known. Those of the same task are replaced. */
export function addRuleWords(task: string, words: Readonly<Record<string, RuleWords>>): void {
  known.set(task, words);
}

const byRelation = { 'majority-group': groupMajorityWords('relation') };

addRuleWords('patch', { ...PATCH_RULE_WORDS, ...CHANGE_RULE_WORDS, ...byRelation });
addRuleWords('ablate', { ...CHANGE_RULE_WORDS, ...byRelation });
addRuleWords('feature', FEATURE_RULE_WORDS);
addRuleWords('activation', { ...ACTIVATION_RULE_WORDS, ...byRelation });

/** The words of a rule of a task; undefined where nobody made them known. */
export const ruleWordsOf = (task: string, rule: string): RuleWords | undefined =>
  known.get(task)?.[rule] ?? (COMMON_RULE_WORDS as Readonly<Record<string, RuleWords>>)[rule];
