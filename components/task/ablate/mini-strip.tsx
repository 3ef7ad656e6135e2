import { divergingStep, divergingStyle } from '@/components/charts/scale';
import { classNames } from '@/components/ui/class-names';
import type { Span } from '@/lib/measure/ablate';
import type { Attribution } from '@/lib/task/ablate/body';
import { largestSize } from './attribution';

/** The text with what each token is worth, as a picture of what the page of a question shows. */
export function MiniStrip({ detail, span }: { detail: Attribution; span: Span }) {
  const removals = detail.removals.tokens;
  const max = largestSize(removals);
  return (
    <p className="strip mini-strip">
      {detail.tokens.map((token, at) => (
        <span
          key={at}
          className={classNames('token', at >= span.from && at < span.to && 'chosen')}
          style={divergingStyle(divergingStep(removals[at]?.effect ?? 0, max))}
        >
          {at === 0 ? token.replace(/^ /, '') : token}
        </span>
      ))}
    </p>
  );
}
