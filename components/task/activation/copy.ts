import type { Copyable } from '@/components/copy/copyable';
import { saidTable } from '@/components/copy/table';
import { questionCopy } from '@/components/item/question-copy';
import type { ExplainerRecord, ItemWithDetail } from '@/lib/store/records';
import { activation } from '@/lib/task/activation';
import type { ActivationBody, ActivationTruth } from '@/lib/task/activation/body';
import { vectorDrawing } from './figure';
import { askedWords, findingWords, outcomeWords, siteCode } from './words';

/** A recorded activation, to be taken elsewhere. */
export function activationCopy(
  item: ItemWithDetail<ActivationBody, ActivationTruth, null>,
  explainers: readonly ExplainerRecord[],
): Copyable {
  const { body, truth } = item;
  return questionCopy(activation, item, explainers, {
    place: {},
    said: true,
    measured: `measured at ${siteCode(body).join(' ')}, ${askedWords(body)}: ${findingWords(truth)}`,
    height: 300,
    draw: (paint) => vectorDrawing(body, truth, paint),
    table: () => saidTable(item.explanations, outcomeWords(truth)),
  });
}
