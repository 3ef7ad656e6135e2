import type { DoorProps } from '@/components/task/view';
import { TokenChip } from '@/components/tokens/chip';
import { ExplainerKey } from '@/components/ui/explainer-name';
import { Icon } from '@/components/ui/icon';
import { PointedLink } from '@/components/ui/pointed-link';
import { VerdictMark } from '@/components/ui/verdict';
import { itemPath, listPath } from '@/lib/api/paths';
import { mainOf } from '@/lib/explainer/name';
import { ablate, SPAN_NAMES } from '@/lib/task/ablate';
import type { AblateBody, AblateTruth, Attribution } from '@/lib/task/ablate/body';
import { MiniStrip } from './mini-strip';
import { ABLATE_VERDICTS, ASKS, NAME } from './words';

/** What ablation is, on one item of the store, and the way in. */
export function AblateDoor({ item, explainers, counted }: DoorProps<AblateBody, AblateTruth, Attribution>) {
  const { body, truth, detail } = item;
  const main = mainOf('self', explainers);
  const self = item.explanations.find((e) => e.explainerId === main?.id);
  const list = listPath(ablate, item.targetId);
  return (
    <section className="door" aria-labelledby={`door-${ablate.id}`}>
      <div>
        <h2 id={`door-${ablate.id}`}>
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
        <MiniStrip detail={detail} span={body.span} />
        <p className="caption">
          <PointedLink href={itemPath(ablate, item.targetId, item.id)}>{item.title}</PointedLink>
        </p>
      </div>
      <div className="outcome">
        <p>
          <TokenChip token={truth.original.output} />
          <Icon name="next" />
          <TokenChip token={truth.ablated.output} />
        </p>
        <p className="caption">measured without {SPAN_NAMES[body.spanKind]}</p>
        {self && main ? (
          <p className="said">
            <ExplainerKey explainer={main} />
            <span className="claim">{self.text}</span>{' '}
            <VerdictMark verdict={self.verdict} rules={ABLATE_VERDICTS} />
          </p>
        ) : null}
      </div>
    </section>
  );
}
