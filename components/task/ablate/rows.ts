import type { TaskRows } from '@/components/task/view';
import type { AblateBody, AblateTruth } from '@/lib/task/ablate/body';
import { Answers, Removed } from './row';
import { captionOf } from './words';

/** The list of ablations. */
export const ablateRows: TaskRows<AblateBody, AblateTruth> = {
  columns: [
    { name: 'taken away', nowrap: true, Cell: Removed },
    { name: 'measured', nowrap: true, tells: true, Cell: Answers },
  ],
  caption: ({ body }) => captionOf(body),
};
