import type { Outcome } from '@/lib/words';
import type { Rule } from '../task';
import { unchangedFrom } from './answer';
import { CHANGE_RULE_WORDS } from './rule-words';

/** Always *unchanged*, with the output that the target really had: knows the target's answers, and never reads what was done. */
export const textOracle: Rule<unknown, { original: Pick<Outcome, 'output'> }> = {
  id: 'text-oracle',
  ...CHANGE_RULE_WORDS['text-oracle'],
  sees: 'original-output',
  learns: false,
  make: () => ({ say: ({ truth }) => unchangedFrom(truth.original.output) }),
};
