export type { FeatureBody, FeatureTruth } from './schemas';

/** What makes it fire, or what it makes the model say. */
export const FEATURE_ASKS = ['input', 'output'] as const;
export type FeatureAsks = (typeof FEATURE_ASKS)[number];
