import type { TaskView } from '@/components/task/view';
import type { FeatureDetail } from '@/lib/measure/features/record';
import { feature } from '@/lib/task/feature';
import type { FeatureBody, FeatureTruth } from '@/lib/task/feature/body';
import { FeatureDoor } from './door';
import { FeatureLead } from './lead';
import { variety } from './firing';
import { Where } from './row';
import { featureRows } from './rows';
import { answerWords, ASKS, FEATURE_VERDICTS, NAME } from './words';

/** A label that says clearly what a feature fires on. */
const CLEAR = 0.7;

/** What pages draw of features. */
export const featureView: TaskView<FeatureBody, FeatureTruth, FeatureDetail> = {
  task: feature,
  name: NAME,
  asks: ASKS,
  Lead: FeatureLead,
  items: 'features',
  searches: 'in labels and explanations',
  verdicts: FEATURE_VERDICTS,
  keys: [[['arrows'], 'features: from token to token where it fires']],

  rows: featureRows,
  brief: ({ truth }) => answerWords(truth),
  outcome: ({ truth }) => answerWords(truth),
  Where,

  scores: [
    { metric: 'right', name: 'Right' },
    { metric: 'partly', name: 'Right or near' },
    { metric: 'score', name: 'Correlation' },
  ],
  // A phrase that goes well with a feature is understood at a glance; tokens say less.
  telling: ({ truth: { label } }) => (label === null ? 0 : label.score >= CLEAR ? 2 : 1),
  richness: variety,
  Door: FeatureDoor,
  readsAutoencoders: true,
};
