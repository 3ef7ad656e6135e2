import { z } from 'zod';
import { checkRow } from '../checked-row';
import { firstLabel, type Importing, keyOf } from '../importing';
import type { FeatureBody, FeatureTruth } from './body';
import type { FeatureDetail } from '@/lib/measure/features/record';
import { firesOn } from './wordings';
import { saidOf } from './judge';

const phrase = z.string().trim().min(1).max(400);

/** `[[layer, feature], {…}]` */
const rowSchema = z.tuple([
  z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
  z.object({
    chosen_label: phrase,
    all_labels: z.array(z.string().max(400)).default([]),
    all_label_scores: z.array(z.number().nullable()).default([]),
  }),
]);

const predictionSchema = z.object({
  predicted_label: z.union([z.string().max(4000), z.array(z.string().max(4000))]),
  expected_label: z.string(),
  extra_args: z.object({ layer: z.union([z.int(), z.array(z.int()).min(1)]) }),
});

/** Feature labels of the paper: what automatic interpretation calls a feature, with the labels that it weighed. */
export const importedFeature: Importing<FeatureBody, FeatureTruth, FeatureDetail> = {
  question(row, target) {
    const [[layer, latent], { chosen_label, all_labels, all_label_scores }] = checkRow(rowSchema, row);
    if (layer > target.layers)
      throw new Error(`there is no layer ${layer}; the target has 0 to ${target.layers}`);
    if (all_label_scores.length > 0 && all_label_scores.length !== all_labels.length)
      throw new Error(
        `all_label_scores: are ${all_label_scores.length}, and all_labels ${all_labels.length}`,
      );
    const weighed = all_labels.map((label, i) => ({ phrase: label.trim(), score: all_label_scores[i] ?? 0 }));
    const same = ({ phrase: other }: { phrase: string }) => other === chosen_label;
    return {
      body: { asks: 'input', site: 'resid', layer, latent, cluster: `${layer}/${latent}` },
      truth: {
        label: {
          phrase: chosen_label,
          score: weighed.find(same)?.score ?? 0,
          rivals: weighed.filter((label) => !same(label) && label.phrase !== ''),
        },
        output: [],
      },
      detail: { density: null, top: [], samples: [], promoted: [], suppressed: [], neighbours: [] },
    };
  },

  // A prediction names the layer and the label, and no feature.
  key: ({ layer }, { label }) => keyOf(layer, label?.phrase ?? ''),

  prediction(row) {
    const { predicted_label, expected_label, extra_args } = checkRow(predictionSchema, row);
    const layer = [extra_args.layer].flat()[0];
    return { key: keyOf(layer, expected_label.trim()), said: firstLabel(predicted_label) };
  },

  explanation: (said) => (saidOf(said) ? said : firesOn(said.trim())),
};
