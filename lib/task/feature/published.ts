import type { PublishedAnswer } from '../task';
import type { FeatureBody, FeatureTruth } from './body';
import { saidOf } from './judge';

/**
 * A feature of the residual stream in the form in which the paper's labels are published (docs/METHOD.md): `[[layer, feature], {…}]`;
 * null for what a feature makes the model say, and for other sites, of which it has none.
 */
export function publishedFeature(
  { asks, site, layer, latent }: FeatureBody,
  { label }: FeatureTruth,
): object | null {
  if (asks !== 'input' || site !== 'resid' || !label) return null;
  const all = [label, ...label.rivals];
  const labels = {
    chosen_label: label.phrase,
    all_labels: all.map(({ phrase }) => phrase),
    all_label_scores: all.map(({ score }) => score),
  };
  return [[layer, latent], labels];
}

export function publishedFeatureAnswer(body: FeatureBody, truth: FeatureTruth): PublishedAnswer | null {
  if (!publishedFeature(body, truth)) return null;
  const { layer, latent } = body;
  return {
    task: 'features_explain',
    extra_args: { layer, feature_idx: latent },
    label: (explanation) => saidOf(explanation)?.text ?? explanation,
  };
}
