import type { DoorProps } from '@/components/task/view';
import { TokenChip } from '@/components/tokens/chip';
import { ExplainerKey } from '@/components/ui/explainer-name';
import { Icon } from '@/components/ui/icon';
import { PointedLink } from '@/components/ui/pointed-link';
import { VerdictMark } from '@/components/ui/verdict';
import { itemPath, listPath } from '@/lib/api/paths';
import { mainOf } from '@/lib/explainer/name';
import { activation } from '@/lib/task/activation';
import type { ActivationBody, ActivationTruth } from '@/lib/task/activation/body';
import { MarkedText } from './marked-text';
import { ACTIVATION_VERDICTS, askedWords, ASKS, NAME } from './words';

/** What activations are, on one item of the store, and the way in. */
export function ActivationDoor({
  item,
  explainers,
  counted,
}: DoorProps<ActivationBody, ActivationTruth, null>) {
  const { body, truth } = item;
  const main = mainOf('self', explainers);
  const self = item.explanations.find((e) => e.explainerId === main?.id);
  const list = listPath(activation, item.targetId);
  return (
    <section className="door" aria-labelledby={`door-${activation.id}`}>
      <div>
        <h2 id={`door-${activation.id}`}>
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
        <MarkedText tokens={body.tokens} position={body.position} mini />
        <p className="caption">
          <PointedLink href={itemPath(activation, item.targetId, item.id)}>{item.title}</PointedLink>
        </p>
      </div>
      <div className="outcome">
        <p>
          {truth.before === null ? null : (
            <>
              <TokenChip token={truth.before} />
              <Icon name="next" />
            </>
          )}
          <TokenChip token={truth.answer} />
        </p>
        <p className="caption">
          measured, layer {body.layer}: {askedWords(body)}
        </p>
        {self && main ? (
          <p className="said">
            <ExplainerKey explainer={main} />
            <span className="claim">{self.text}</span>{' '}
            <VerdictMark verdict={self.verdict} rules={ACTIVATION_VERDICTS} />
          </p>
        ) : null}
      </div>
    </section>
  );
}
