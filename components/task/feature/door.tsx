import { correlation } from '@/components/format/number';
import { DoorFrame } from '@/components/task/door-frame';
import type { DoorProps } from '@/components/task/view';
import { TokenChip } from '@/components/tokens/chip';
import type { FeatureDetail } from '@/lib/measure/features/record';
import { feature } from '@/lib/task/feature';
import type { FeatureBody, FeatureTruth } from '@/lib/task/feature/body';
import { largestOf } from './firing';
import { MiniStrip } from './mini-strip';
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
            <MiniStrip key={i} text={exemplar} max={max} />
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
