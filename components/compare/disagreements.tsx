import Link from 'next/link';
import { count } from '@/components/format/number';
import { certainty } from '@/components/item/explanations';
import type { AnyView } from '@/components/task/view';
import { ExplainerName } from '@/components/ui/explainer-name';
import { VerdictMark } from '@/components/ui/verdict';
import { itemPath, listPath } from '@/lib/api/paths';
import { filterQuery } from '@/lib/api/query';
import type { PartedItems } from './compare-page';

/** Items on which self and other part, both claims side by side. */
export function Disagreements({
  view,
  target,
  partings,
}: {
  view: AnyView;
  target: string;
  partings: readonly PartedItems[];
}) {
  if (partings.length === 0) return null;
  return (
    <section className="section" aria-labelledby="disagreements">
      <header>
        <h2 id="disagreements">Disagreements</h2>
        <span className="caption">
          <span className="mono">{target}</span>, held-out items that one of the two gets right and the other
          wrong
        </span>
      </header>
      {partings.map(({ title, explainers, filters, items, total }) => (
        <div key={title} className="parting">
          <h3>
            {title}{' '}
            <Link href={listPath(view.task, target, filterQuery(filters))} prefetch={false}>
              all {count(total)}
            </Link>
          </h3>
          <div className="scroll" tabIndex={0} role="region" aria-label={`${title}, table`}>
            <table className="table">
              <thead>
                <tr>
                  {explainers.map((explainer) => (
                    <th key={explainer.id} scope="col">
                      <ExplainerName explainer={explainer} />
                    </th>
                  ))}
                  <th scope="col">item</th>
                  <th scope="col">measured</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.id}>
                    {explainers.map(({ id }) => {
                      const said = item.explanations.find((e) => e.explainerId === id);
                      const sure = said && certainty(said.logProbability);
                      return (
                        <td key={id}>
                          {said ? (
                            <>
                              <VerdictMark verdict={said.verdict} rules={view.verdicts} shapeOnly />{' '}
                              <span className="small-claim">{said.text}</span>{' '}
                              {sure ? <span className="caption">{sure}</span> : null}
                            </>
                          ) : (
                            '–'
                          )}
                        </td>
                      );
                    })}
                    <td>
                      <Link
                        href={itemPath(view.task, target, item.id, filterQuery(filters))}
                        prefetch={false}
                      >
                        {item.title}
                      </Link>
                    </td>
                    <td>{view.outcome(item)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      ))}
    </section>
  );
}
