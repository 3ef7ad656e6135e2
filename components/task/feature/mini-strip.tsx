import { Fragment } from 'react';
import { sequentialStep, stepStyle } from '@/components/charts/scale';
import type { FeatureText } from '@/lib/task/feature/phrase';

/** A text on which a feature fires, in small. */
export function MiniStrip({
  text: { tokens, activations },
  max,
}: {
  text: Pick<FeatureText, 'tokens' | 'activations'>;
  /** Activation at which colours end. */
  max: number;
}) {
  return (
    <p className="strip mini-strip">
      {tokens.map((token, i) => {
        const step = sequentialStep(activations[i] ?? 0, max);
        return (
          <Fragment key={i}>
            {i > 0 && /^\s/.test(token) ? <wbr /> : null}
            <span className="token" style={step === 0 ? undefined : stepStyle(step)}>
              {i === 0 ? token.replace(/^ /, '') : token}
            </span>
          </Fragment>
        );
      })}
    </p>
  );
}
