import type { FeaturePlace, FeatureRecord } from './record-schema';

export type { FeatureDetail, FeaturePlace, FeatureRecord } from './record-schema';

/** Where a feature is read: the residual stream, or what an MLP adds to it. */
export const FEATURE_SITES = ['resid', 'mlp'] as const;

/** A label that goes with a feature no better than this does not say what it fires on. */
export const GOOD_LABEL = 0.5;

/** A feature that can be asked about: its record, and its direction as it is added. */
export interface FoundFeature extends FeatureRecord {
  /** `[d_model]` */
  vector: Float32Array;
}

/** A feature as readers call it: `2/23`, of an MLP `MLP 2/23`. */
export const featureCode = ({ site, layer, latent }: FeaturePlace): string =>
  `${site === 'mlp' ? 'MLP ' : ''}${layer}/${latent}`;

export const featureKey = ({ site, layer, latent }: FeaturePlace): string => `${site}/${layer}/${latent}`;
