import type { VerdictRules } from '@/components/format/words';
import { ExplainerKey } from '@/components/ui/explainer-name';
import { Icon } from '@/components/ui/icon';
import { PointedLink } from '@/components/ui/pointed-link';
import { VerdictMark } from '@/components/ui/verdict';
import { itemPath, listPath } from '@/lib/api/paths';
import { mainOf } from '@/lib/explainer/name';
import type { AnyTask } from '@/lib/task/task';
import type { DoorProps } from './view';

interface Frame extends Pick<DoorProps<unknown, unknown, unknown>, 'item' | 'explainers' | 'counted'> {
  task: Pick<AnyTask, 'id' | 'path'>;
  name: string;
  asks: string;
  rules: VerdictRules;
  /** The item in small. */
  picture: React.ReactNode;
  /** What was measured of it. */
  children: React.ReactNode;
}

/** The way into a task on the home page: what it asks, one item as its picture, what was measured of it and what self says. */
export function DoorFrame({ item, explainers, counted, task, name, asks, rules, picture, children }: Frame) {
  const main = mainOf('self', explainers);
  const self = item.explanations.find((e) => e.explainerId === main?.id);
  const list = listPath(task, item.targetId);
  return (
    <section className="door" aria-labelledby={`door-${task.id}`}>
      <div>
        <h2 id={`door-${task.id}`}>
          <PointedLink href={list}>{name}</PointedLink>
        </h2>
        <p className="muted">{asks}</p>
        <p className="way-in">
          <PointedLink href={list}>
            {counted} <Icon name="next" />
          </PointedLink>
        </p>
      </div>
      <div className="illustration">
        {picture}
        <p className="caption">
          <PointedLink href={itemPath(task, item.targetId, item.id)}>{item.title}</PointedLink>
        </p>
      </div>
      <div className="outcome">
        {children}
        {self && main ? (
          <p className="said">
            <ExplainerKey explainer={main} />
            <span className="claim">{self.text}</span> <VerdictMark verdict={self.verdict} rules={rules} />
          </p>
        ) : null}
      </div>
    </section>
  );
}
