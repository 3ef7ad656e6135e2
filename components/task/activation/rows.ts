import type { TaskRows } from '@/components/task/view';
import type { ActivationBody, ActivationTruth } from '@/lib/task/activation/body';
import { Answer, SiteName } from './row';
import { captionOf } from './words';

/** The list of activations. */
export const activationRows: TaskRows<ActivationBody, ActivationTruth> = {
  columns: [
    { name: 'vector', Cell: SiteName },
    { name: 'measured', nowrap: true, Cell: Answer },
  ],
  caption: ({ body }) => captionOf(body),
};
