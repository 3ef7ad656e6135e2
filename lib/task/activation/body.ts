export type { ActivationBody, ActivationTruth } from './schemas';

/**
 * What of a vector is asked: what the model will say, which value of an attribute its subject has, or what a difference of two
 * vectors changes.
 */
export const ACTIVATION_ASKS = ['object', 'attribute', 'change'] as const;
export type ActivationAsks = (typeof ACTIVATION_ASKS)[number];
