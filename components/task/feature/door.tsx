import { sequentialStep, stepStyle } from '@/components/charts/scale';
import { correlation } from '@/components/format/number';
import { DoorFrame } from '@/components/task/door-frame';
import type { DoorProps } from '@/components/task/view';
import { TokenChip } from '@/components/tokens/chip';
import type { FeatureDetail } from '@/lib/measure/features/record';
import { feature } from '@/lib/task/feature';
import type { FeatureBody, FeatureTruth } from '@/lib/task/feature/body';
import { largestOf, type Exemplar } from './firing';
import { ASKS, FEATURE_VERDICTS, NAME } from './words';

const STRIPS = 2;

/** What features are, on one item of the store, and the way in. */
export function FeatureDoor(props: DoorProps<FeatureBody, FeatureTruth, FeatureDetail>) {
  const { truth, detail } = props.item;
  const max = largestOf(detail);
  return (
    <DoorFrame
      {...props}
      task={feature}
      name={NAME}
      asks={ASKS}
      rules={FEATURE_VERDICTS}
      picture={
        <>
          {detail.top.slice(0, STRIPS).map((exemplar, i) => (
            <MiniStrip key={i} exemplar={exemplar} max={max} />
          ))}
        </>
      }
    >
      {truth.label ? (
        <p className="strong">{truth.label.phrase}</p>
      ) : (
        <p className="chips">
          {truth.output.map(({ token }, i) => (
            <TokenChip key={i} token={token} />
          ))}
        </p>
      )}
      <p className="caption">
        {truth.label
          ? `measured label, correlation ${correlation(truth.label.score)}`
          : 'measured: rises most when it is added'}
      </p>
    </DoorFrame>
  );
}

/** A text on which it fires, in small. */
function MiniStrip({ exemplar: { tokens, activations }, max }: { exemplar: Exemplar; max: number }) {
  return (
    <p className="strip mini-strip">
      {tokens.map((token, i) => {
        const step = sequentialStep(activations[i] ?? 0, max);
        return (
          <span key={i} className="token" style={step === 0 ? undefined : stepStyle(step)}>
            {i === 0 ? token.replace(/^ /, '') : token}
          </span>
        );
      })}
    </p>
  );
}
