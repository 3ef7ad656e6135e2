import { sequentialStep, stepStyle } from '@/components/charts/scale';
import { correlation } from '@/components/format/number';
import type { DoorProps } from '@/components/task/view';
import { TokenChip } from '@/components/tokens/chip';
import { ExplainerKey } from '@/components/ui/explainer-name';
import { Icon } from '@/components/ui/icon';
import { PointedLink } from '@/components/ui/pointed-link';
import { VerdictMark } from '@/components/ui/verdict';
import { itemPath, listPath } from '@/lib/api/paths';
import { mainOf } from '@/lib/explainer/name';
import type { FeatureDetail } from '@/lib/measure/features/record';
import { feature } from '@/lib/task/feature';
import type { FeatureBody, FeatureTruth } from '@/lib/task/feature/body';
import { largestOf, type Exemplar } from './firing';
import { ASKS, FEATURE_VERDICTS, NAME } from './words';

const STRIPS = 2;

/** What features are, on one item of the store, and the way in. */
export function FeatureDoor({
  item,
  explainers,
  counted,
}: DoorProps<FeatureBody, FeatureTruth, FeatureDetail>) {
  const { truth, detail } = item;
  const main = mainOf('self', explainers);
  const self = item.explanations.find((e) => e.explainerId === main?.id);
  const list = listPath(feature, item.targetId);
  const max = largestOf(detail);
  return (
    <section className="door" aria-labelledby={`door-${feature.id}`}>
      <div>
        <h2 id={`door-${feature.id}`}>
          <PointedLink href={list}>{NAME}</PointedLink>
        </h2>
        <p className="muted">{ASKS}</p>
        <p className="way-in">
          <PointedLink href={list}>
            {counted} <Icon name="next" />
          </PointedLink>
        </p>
      </div>
      <div className="illustration">
        {detail.top.slice(0, STRIPS).map((exemplar, i) => (
          <MiniStrip key={i} exemplar={exemplar} max={max} />
        ))}
        <p className="caption">
          <PointedLink href={itemPath(feature, item.targetId, item.id)}>{item.title}</PointedLink>
        </p>
      </div>
      <div className="outcome">
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
        {self && main ? (
          <p className="said">
            <ExplainerKey explainer={main} />
            <span className="claim">{self.text}</span>{' '}
            <VerdictMark verdict={self.verdict} rules={FEATURE_VERDICTS} />
          </p>
        ) : null}
      </div>
    </section>
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
