import type { Copyable } from '@/components/copy/copyable';
import { questionCopy } from '@/components/item/question-copy';
import type { Span } from '@/lib/measure/ablate';
import type { ExplainerRecord, ItemWithDetail } from '@/lib/store/records';
import { ablate } from '@/lib/task/ablate';
import type { AblateBody, AblateTruth, Attribution } from '@/lib/task/ablate/body';
import { measuredAt } from './attribution';
import { attributionTable, stripDrawing } from './figure';
import { sameSpan, type Unit } from './spans';
import { outcomeWords, quoted } from './words';

/** A recorded attribution with a chosen span, to be taken elsewhere. */
export function ablateCopy(
  item: ItemWithDetail<AblateBody, AblateTruth, Attribution>,
  explainers: readonly ExplainerRecord[],
  span: Span,
  by: Unit,
): Copyable {
  const { body, truth, detail } = item;
  const own = sameSpan(span, body.span);
  const measured = own ? truth : measuredAt(body, detail, span);
  const without = `without ${quoted(detail.tokens.slice(span.from, span.to).join('').trim())}`;
  return questionCopy(ablate, item, explainers, {
    place: { ...(own ? {} : { ...span }), ...(by === 'tokens' ? {} : { by }) },
    said: own,
    measured: measured ? `measured ${outcomeWords(measured)} ${without}` : `not measured ${without}`,
    // A line of the strip holds a dozen words.
    height: 130 + 45 * Math.ceil(detail.tokens.length / 14),
    draw: (paint) => stripDrawing(detail, by, span, paint),
    table: () => attributionTable(detail),
  });
}
