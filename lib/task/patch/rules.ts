import type { Rule } from '../task';
import type { PatchBody, PatchTruth } from './body';
import { unchangedFrom } from './wordings';

/** Always *unchanged*, with the output that the target really had: knows the target's answers, never reads the vector. */
export const textOracle: Rule<PatchBody, PatchTruth> = {
  id: 'text-oracle',
  name: 'text oracle',
  meaning: 'Always says unchanged, with the true original output: knows the answers, never reads the vector.',
  sees: 'original-output',
  make: () => ({ say: ({ truth }) => unchangedFrom(truth.original.output) }),
};
