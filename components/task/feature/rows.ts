import type { TaskRows } from '@/components/task/view';
import type { FeatureBody, FeatureTruth } from '@/lib/task/feature/body';
import { Answer, Density, SiteName } from './row';

/** The list of features. */
export const featureRows: TaskRows<FeatureBody, FeatureTruth> = {
  columns: [
    { name: 'measured', Cell: Answer },
    { name: 'site', nowrap: true, Cell: SiteName },
    { name: 'fires on', nowrap: true, Cell: Density },
  ],
  caption: () => '',
};
