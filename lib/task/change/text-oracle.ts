import type { Outcome } from '@/lib/words';
import type { Rule } from '../task';
import { unchangedFrom } from './answer';

/** Always *unchanged*, with the output that the target really had: knows the target's answers, and never reads what was done. */
export const textOracle: Rule<unknown, { original: Pick<Outcome, 'output'> }> = {
  id: 'text-oracle',
  name: 'text oracle',
  meaning:
    'Always says unchanged, with the true original output: knows the answers, never reads what was done.',
  sees: 'original-output',
  learns: false,
  lead: true,
  make: () => ({ say: ({ truth }) => unchangedFrom(truth.original.output) }),
};
