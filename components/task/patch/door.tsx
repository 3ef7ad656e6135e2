import { layerName } from '@/components/format/number';
import { mainOf } from '@/lib/explainer/name';
import type { DoorProps } from '@/components/task/view';
import { TokenChip } from '@/components/tokens/chip';
import { ExplainerKey } from '@/components/ui/explainer-name';
import { Icon } from '@/components/ui/icon';
import { PointedLink } from '@/components/ui/pointed-link';
import { VerdictMark } from '@/components/ui/verdict';
import { itemPath, listPath } from '@/lib/api/paths';
import { patch } from '@/lib/task/patch';
import type { PatchBody, PatchTruth, Sweep } from '@/lib/task/patch/body';
import { questionCell } from './cells';
import { MiniMap } from './mini-map';
import { ASKS, NAME, PATCH_VERDICTS } from './words';

/** What patching is, on one item of the store, and the way in. */
export function PatchDoor({ item, explainers, counted }: DoorProps<PatchBody, PatchTruth, Sweep>) {
  const { body, truth, detail: sweep } = item;
  const main = mainOf('self', explainers);
  const self = item.explanations.find((e) => e.explainerId === main?.id);
  const list = listPath(patch, item.targetId);
  return (
    <section className="door" aria-labelledby={`door-${patch.id}`}>
      <div>
        <h2 id={`door-${patch.id}`}>
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
        <MiniMap sweep={sweep} chosen={questionCell(body)} />
        <p className="caption">
          <PointedLink href={itemPath(patch, item.targetId, item.id)}>{item.title}</PointedLink>
        </p>
      </div>
      <div className="outcome">
        <p>
          <TokenChip token={truth.original.output} />
          <Icon name="next" />
          <TokenChip token={truth.patched.output} />
        </p>
        <p className="caption">
          measured at <span className="mono">{body.tokens[body.position]?.trim()}</span>,{' '}
          {layerName(body.layers)}
        </p>
        {self && main ? (
          <p className="said">
            <ExplainerKey explainer={main} />
            <span className="claim">{self.text}</span>{' '}
            <VerdictMark verdict={self.verdict} rules={PATCH_VERDICTS} />
          </p>
        ) : null}
      </div>
    </section>
  );
}
