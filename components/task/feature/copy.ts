import type { Copyable } from '@/components/copy/copyable';
import { correlation } from '@/components/format/number';
import { questionCopy } from '@/components/item/question-copy';
import type { FeatureDetail } from '@/lib/measure/features/record';
import type { ExplainerRecord, ItemWithDetail } from '@/lib/store/records';
import { feature } from '@/lib/task/feature';
import type { FeatureBody, FeatureTruth } from '@/lib/task/feature/body';
import { firingDrawing, firingTable } from './figure';
import { answerWords } from './words';

/** A recorded feature, to be taken elsewhere. */
export function featureCopy(
  item: ItemWithDetail<FeatureBody, FeatureTruth, FeatureDetail>,
  explainers: readonly ExplainerRecord[],
): Copyable {
  const { truth, detail } = item;
  const fit = truth.label ? `, correlation ${correlation(truth.label.score)}` : '';
  return questionCopy(feature, item, explainers, {
    place: {},
    said: true,
    measured: `measured: ${answerWords(truth)}${fit}`,
    height: 350,
    draw: (paint) => firingDrawing(detail, paint),
    table: () => firingTable(detail),
  });
}
