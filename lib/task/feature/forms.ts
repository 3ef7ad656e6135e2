import { z } from 'zod';
import { featureDetailSchema, type FeatureDetail } from '@/lib/measure/features/record-schema';
import type { TaskForms } from '../form';
import { importedFeature } from './imported';
import { publishedFeature, publishedFeatureAnswer } from './published';
import { featureBodySchema, featureTruthSchema, type FeatureBody, type FeatureTruth } from './schemas';

/** Questions about features as they are kept and exchanged. */
export const featureForms: TaskForms<FeatureBody, FeatureTruth, FeatureDetail> = {
  body: featureBodySchema,
  truth: featureTruthSchema,
  detail: featureDetailSchema,
  place: z.object({}),
  published: publishedFeature,
  publishedAnswer: publishedFeatureAnswer,
  importing: importedFeature,
};
