import { count, layerName } from '@/components/format/number';
import { MiniMap } from '@/components/patching/mini-map';
import { questionCell } from '@/components/patching/cells';
import { TokenChip } from '@/components/tokens/chip';
import { ExplainerKey } from '@/components/ui/explainer-name';
import { Icon } from '@/components/ui/icon';
import { PointedLink } from '@/components/ui/pointed-link';
import { VerdictMark } from '@/components/ui/verdict';
import type { PatchItemWithSweep } from '@/lib/store/records';

/** What patching is, on one item of the store, and the way in. */
export function PatchingDoor({
  door: { item, questions, heldOut },
}: {
  door: { item: PatchItemWithSweep; questions: number; heldOut: number };
}) {
  const { truth } = item;
  const self = item.explanations.find((e) => e.role === 'self');
  return (
    <section className="door" aria-labelledby="door-patching">
      <div>
        <h2 id="door-patching">
          <PointedLink href={`/${item.targetId}/patching`}>Patching</PointedLink>
        </h2>
        <p className="mut">If one vector is swapped, how does the next word change?</p>
        <p className="go">
          <PointedLink href={`/${item.targetId}/patching`}>
            {questions === heldOut
              ? `${count(heldOut)} held-out questions`
              : `${count(questions)} questions, ${count(heldOut)} held out`}{' '}
            <Icon name="next" />
          </PointedLink>
        </p>
      </div>
      <div className="ill">
        <MiniMap sweep={item.sweep} chosen={questionCell(item)} />
        <p className="cap">
          <PointedLink href={`/${item.targetId}/patching/${item.id}`}>
            {item.subject}, patched from {item.sourceSubject}
          </PointedLink>
        </p>
      </div>
      <div className="io">
        <p>
          <TokenChip token={truth.original.output} />
          <Icon name="next" />
          <TokenChip token={truth.patched.output} />
        </p>
        <p className="cap">
          measured at <span className="mono">{item.tokens[item.position]?.trim()}</span>,{' '}
          {layerName(item.layers)}
        </p>
        {self ? (
          <p className="said">
            <ExplainerKey role="self" />
            <span className="claim">{self.text}</span> <VerdictMark verdict={self.verdict} />
          </p>
        ) : null}
      </div>
    </section>
  );
}
