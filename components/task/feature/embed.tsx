'use client';

import { nats } from '@/components/format/number';
import { Ramp } from '@/components/map/ramp';
import type { EmbedProps } from '@/components/task/view';
import type { FeatureDetail } from '@/lib/measure/features/record';
import type { FeatureBody, FeatureTruth } from '@/lib/task/feature/body';
import { largestOf } from './firing';
import { FiringStrips } from './firing-strips';
import { MeasuredAnswer } from './measured-answer';

/** Texts that a card has room for. */
const TEXTS = 3;

/** A recorded feature as a card: what was measured, and some texts on which it fires most. */
export function FeatureEmbed({
  item: { truth, detail },
}: EmbedProps<FeatureBody, FeatureTruth, FeatureDetail>) {
  const max = largestOf(detail);
  return (
    <>
      <MeasuredAnswer truth={truth} other={null} />
      <section className="section fires">
        <header>
          <h2>Where it fires</h2>
          <Ramp end={nats(max)} unit="" />
        </header>
        <FiringStrips
          bands={[{ name: null, strips: detail.top.slice(0, TEXTS) }]}
          max={max}
          label="texts on which it fires most, its value on each token"
        />
      </section>
    </>
  );
}
