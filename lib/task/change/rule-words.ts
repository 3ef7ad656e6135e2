import type { RuleWords } from '../rule-words';

/** What the reader is called that tasks about a change share. */
export const CHANGE_RULE_WORDS = {
  'text-oracle': {
    name: 'text oracle',
    meaning:
      'Always says unchanged, with the true original output: knows the answers, never reads what was done.',
    lead: true,
  },
} as const satisfies Record<string, RuleWords>;
