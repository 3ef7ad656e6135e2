import type { TaskRows } from '@/components/task/view';
import type { PatchBody, PatchTruth } from '@/lib/task/patch/body';
import { CellName, MeasuredWords } from './row';

/** The list of patches. */
export const patchRows: TaskRows<PatchBody, PatchTruth> = {
  columns: [
    { name: 'cell', Cell: CellName },
    { name: 'measured', nowrap: true, tells: true, Cell: MeasuredWords },
  ],
  caption: ({ body }) => body.relation,
};
