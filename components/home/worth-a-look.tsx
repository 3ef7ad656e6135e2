import Link from 'next/link';
import { count } from '@/components/format/number';
import { viewOf } from '@/components/task/views';
import { ExplainerName } from '@/components/ui/explainer-name';
import { VerdictMark } from '@/components/ui/verdict';
import { itemPath, listPath } from '@/lib/api/paths';
import { filterQuery, type Filters } from '@/lib/api/query';
import type { ExplainerRecord, Item } from '@/lib/store/records';

/** A kind of item that says something about explainers, with one item of it. */
export interface Look {
  title: string;
  filters: Filters;
  explainers: ExplainerRecord[];
  item: Item;
  total: number;
}

/** Items where explainers part, each with the list of all like it. */
export function WorthALook({ looks }: { looks: Look[] }) {
  return (
    <ul className="looks">
      {looks.map(({ title, filters, explainers, item, total }) => {
        const view = viewOf(item.task);
        const query = filterQuery(filters);
        return (
          <li key={`${item.task}:${title}`}>
            <p className="marks">
              {explainers.map((explainer) => {
                const explanation = item.explanations.find((e) => e.explainerId === explainer.id);
                return explanation ? (
                  <span key={explainer.id} className="pair">
                    <VerdictMark verdict={explanation.verdict} rules={view.verdicts} />
                    <ExplainerName explainer={explainer} bare />
                  </span>
                ) : null;
              })}
            </p>
            <p className="what">
              <Link href={itemPath(view.task, item.targetId, item.id, query)} prefetch={false}>
                {item.title}
              </Link>{' '}
              <span className="muted">{view.outcome(item)}</span>
            </p>
            <p className="caption">
              {title} · <view.Where item={item} /> ·{' '}
              <Link href={listPath(view.task, item.targetId, query)} prefetch={false}>
                {count(total)} like it
              </Link>
            </p>
          </li>
        );
      })}
    </ul>
  );
}
