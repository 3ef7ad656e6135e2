import { groups, sum } from 'd3-array';
import Link from 'next/link';
import { sequentialStep, stepStyle } from '@/components/charts/scale';
import { count, percent } from '@/components/format/number';
import { explainerClass } from '@/components/format/words';
import { Term } from '@/components/glossary/term';
import type { AnyView } from '@/components/task/view';
import { classNames } from '@/components/ui/class-names';
import { ExplainerName } from '@/components/ui/explainer-name';
import { explainerWord } from '@/lib/explainer/name';
import { listPath } from '@/lib/api/paths';
import { filterQuery } from '@/lib/api/query';
import { facetText, SPLIT_FACET } from '@/lib/task/facets';
import type { ConfusedCell, ConfusedRow } from './confusion';

/** What each explainer claims against what was measured, as counts; what is claimed wrongly is the figure, and each leads to its items. */
export function ConfusionTable({
  view,
  target,
  rows,
}: {
  view: AnyView;
  target: string;
  rows: readonly ConfusedRow[];
}) {
  const [first] = rows;
  if (!first) return null;
  // A column of claims that cannot be checked stands there where somebody made one.
  const checked = rows.every(({ cells }) => cells.every(({ says, n }) => says !== null || n === 0));
  const shown = (cells: readonly ConfusedCell[]) => cells.filter(({ says }) => says !== null || !checked);
  const sides = groups(shown(first.cells), ({ measured }) => measured);
  return (
    <section className="section" aria-labelledby="confusion">
      <header>
        <h2 id="confusion">What is claimed, and what was measured</h2>
        <span className="caption">
          <Term of="confusion-matrix" /> of held-out items; coloured by the share of what is claimed wrongly
        </span>
      </header>
      <div className="scroll" tabIndex={0} role="region" aria-label="What is claimed, table">
        <table className="table confusion-table">
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                explainer
              </th>
              {sides.map(([side, cells]) => (
                <th key={side.name} scope="colgroup" colSpan={cells.length} className="group-head">
                  measured: {side.name}
                </th>
              ))}
            </tr>
            <tr>
              {sides.flatMap(([side, cells]) =>
                cells.map(({ says }, index) => (
                  <th
                    key={`${side.name} ${says?.name ?? ''}`}
                    scope="col"
                    className={classNames('number', index === 0 && 'group-start')}
                  >
                    {says ? `says ${says.name}` : 'says neither'}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ explainer, cells }) => (
              <tr key={explainer.id} className={explainerClass(explainer)}>
                <th scope="row">
                  <ExplainerName explainer={explainer} />
                </th>
                {shown(cells).map((cell, index, all) => (
                  <Counted
                    key={`${cell.measured.name} ${cell.says?.name ?? ''}`}
                    cell={cell}
                    begins={cell.measured !== all[index - 1]?.measured}
                    of={sum(
                      cells.filter(({ measured }) => measured === cell.measured),
                      ({ n }) => n,
                    )}
                    who={explainerWord(explainer)}
                    href={listPath(
                      view.task,
                      target,
                      filterQuery({
                        facets: [facetText(SPLIT_FACET, 'test'), ...cell.facets],
                        verdicts: cell.verdicts,
                      }),
                    )}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Counted({
  cell,
  begins,
  of,
  who,
  href,
}: {
  cell: ConfusedCell;
  /** Whether it is the first of what was measured. */
  begins: boolean;
  of: number;
  who: string;
  href: string;
}) {
  const { measured, says, n } = cell;
  const wrong = says !== measured;
  const told = `${who}, ${measured.name} measured: ${says ? `says ${says.name}` : 'says neither'} ${count(n)} times of ${count(of)}`;
  return (
    <td className={classNames('number', begins && 'group-start')}>
      <Link
        className="counted-cell"
        href={href}
        prefetch={false}
        title={told}
        style={wrong && n > 0 ? stepStyle(sequentialStep(n, of)) : undefined}
      >
        <b>{count(n)}</b> <span>{n > 0 ? percent(n / of) : null}</span>
      </Link>
    </td>
  );
}
