import { extent } from 'd3-array';
import Link from 'next/link';
import { axisAboutZero } from '@/components/charts/axis';
import { IntervalRow } from '@/components/charts/interval-row';
import { count, percent, points } from '@/components/format/number';
import { direction, intervalWords } from '@/components/home/finding';
import type { TargetResult } from '@/components/home/result';
import { listPath } from '@/lib/api/paths';
import { roleOf } from '@/lib/explainer/role';
import type { EvaluationRecord } from '@/lib/store/records';
import { parseFacet } from '@/lib/task/facets';
import type { Facet } from '@/lib/task/task';
import { heldOutQuery } from './held-out';
import type { Look } from './look';

/** Room beyond the outermost ends of the intervals, as a share. */
const MARGIN = 0.01;

/** Self and other on every value of a facet, and their paired difference: where self wins, and where it does not. */
export function BySlice({
  look: { view, target, by },
  facets,
  result,
  evaluations,
  pathOf,
}: {
  look: Look;
  facets: readonly Facet[];
  result: TargetResult;
  evaluations: readonly EvaluationRecord[];
  pathOf: (by: Facet) => string;
}) {
  const { self, other } = result;
  if (!other) return null;
  const find = (slice: string, explainerId: string, againstId: string | null) =>
    evaluations.find((e) => e.slice === slice && e.explainerId === explainerId && e.againstId === againstId);
  const values = [...new Set(evaluations.map(({ slice }) => slice))].flatMap((slice) => {
    const [name, value] = parseFacet(slice);
    const [own, foreign] = [find(slice, self.explainer.id, null), find(slice, other.explainer.id, null)];
    const difference = find(slice, self.explainer.id, other.explainer.id);
    return name === by.name && own && foreign ? [{ slice, value, own, foreign, difference }] : [];
  });
  const rows = values.sort((a, b) => a.value.localeCompare(b.value, 'en', { numeric: true }));
  const ends = rows.flatMap(({ difference }) =>
    difference ? [difference.low ?? difference.value, difference.high ?? difference.value] : [],
  );
  const [least = 0, most = 0] = extent([0, ...ends]);
  const axis = axisAboutZero(least - MARGIN, most + MARGIN);
  return (
    <section className="section" aria-labelledby="where">
      <header>
        <h2 id="where">Where self wins, and where it does not</h2>
        <nav className="facet-choice caption" aria-label="Taken apart by">
          by{' '}
          {facets.map((facet) => (
            <Link
              key={facet.name}
              href={pathOf(facet)}
              aria-current={facet.name === by.name ? 'true' : undefined}
              scroll={false}
              prefetch={false}
            >
              {facet.label}
            </Link>
          ))}
        </nav>
      </header>
      <div className="scroll" tabIndex={0} role="region" aria-label="Where self wins, table">
        <table className="table slice-table">
          <thead>
            <tr>
              <th scope="col">{by.label}</th>
              <th scope="col" className="number">
                items
              </th>
              <th scope="col" className="number">
                self
              </th>
              <th scope="col" className="number">
                other
              </th>
              <th scope="col" className="wide-cell">
                self − other
              </th>
              <th scope="col" className="number">
                points
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ slice, value, own, foreign, difference }) => (
              <tr key={slice}>
                <th scope="row">{by.value?.(value) ?? value}</th>
                <td className="number">
                  <Link href={listPath(view.task, target, heldOutQuery(slice))} prefetch={false}>
                    {count(own.n)}
                  </Link>
                </td>
                <td className="number" title={`95% interval ${intervalWords(own, percent)}`}>
                  {percent(own.value)}
                </td>
                <td className="number" title={`95% interval ${intervalWords(foreign, percent)}`}>
                  {percent(foreign.value)}
                </td>
                <td className="wide-cell">
                  {difference ? (
                    <IntervalRow
                      role={
                        {
                          better: roleOf(self.explainer),
                          worse: roleOf(other.explainer),
                          tie: 'rule' as const,
                        }[direction(difference)]
                      }
                      {...difference}
                      from={axis.from}
                      to={axis.to}
                      guide={0}
                      guideColour="var(--ink)"
                    />
                  ) : null}
                </td>
                <td className="number">
                  {difference ? (
                    <>
                      <b>{points(difference.value)}</b>{' '}
                      <span className="caption">{intervalWords(difference)}</span>
                    </>
                  ) : (
                    '–'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
