import { max, sort } from 'd3-array';
import Link from 'next/link';
import { sequentialStep, stepStyle } from '@/components/charts/scale';
import { count, percent } from '@/components/format/number';
import { explainerClass } from '@/components/format/words';
import { intervalWords } from '@/components/home/finding';
import { Ramp } from '@/components/map/ramp';
import { ExplainerName } from '@/components/ui/explainer-name';
import { leads } from '@/lib/explainer/name';
import { listPath } from '@/lib/api/paths';
import type { EvaluationRecord, ExplainerRecord } from '@/lib/store/records';
import { facetText, parseFacet } from '@/lib/task/facets';
import type { Facet } from '@/lib/task/task';
import { heldOutQuery } from './held-out';
import type { Look } from './look';

/** The score of each trained explainer, and of the readers that stand for all, on every cell: a map of layers x positions each. */
export function CellMaps({
  look,
  explainers,
  evaluations,
}: {
  look: Look;
  explainers: readonly ExplainerRecord[];
  evaluations: readonly EvaluationRecord[];
}) {
  const { view, metric } = look;
  const facet = view.task.facets.find(({ grid }) => grid !== undefined);
  if (!facet?.grid) return null;
  const drawn = explainers.filter((e) => e.shown && (e.rule === null || leads(e)));
  const maps = drawn.flatMap((explainer) => {
    const cells = cellsOf(facet, evaluations, explainer);
    return cells.length > 0 ? [{ explainer, cells }] : [];
  });
  if (maps.length === 0) return null;
  const all = maps.flatMap(({ cells }) => cells);
  const layers = sort(new Set(all.map((cell) => cell.layers)), byLayer);
  const columns = Object.entries(facet.grid.columns).filter(([column]) =>
    all.some((cell) => cell.column === column),
  );
  const most = max(all, ({ score }) => 1 - score.value) ?? 0;
  return (
    <section className="section" aria-labelledby="cells">
      <header>
        <h2 id="cells">Where in the model</h2>
        <span className="caption">
          {metric.label}, %, by layer and token; the stronger the colour, the more is wrong
        </span>
        <Ramp end={percent(most)} unit="% wrong" />
      </header>
      <ul className="cell-maps">
        {maps.map(({ explainer, cells }) => (
          <li key={explainer.id} className={explainerClass(explainer)}>
            <div className="scroll">
              <table className="table cell-map">
                <caption>
                  <ExplainerName explainer={explainer} />
                </caption>
                <thead>
                  <tr>
                    <th scope="col">layer</th>
                    {columns.map(([column, name]) => (
                      <th key={column} scope="col">
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {layers.map((layer) => (
                    <tr key={layer}>
                      <th scope="row">{layer}</th>
                      {columns.map(([column, name]) => {
                        const cell = cells.find((one) => one.layers === layer && one.column === column);
                        return (
                          <td key={column}>
                            {cell ? (
                              <Link
                                className="cell-score"
                                href={listPath(view.task, look.target, heldOutQuery(cell.slice))}
                                prefetch={false}
                                style={stepStyle(sequentialStep(1 - cell.score.value, most))}
                                title={`layer ${layer}, ${name}: ${percent(cell.score.value)}%, 95% interval ${intervalWords(cell.score, percent)}, ${count(cell.score.n)} items`}
                              >
                                {percent(cell.score.value)}
                              </Link>
                            ) : null}
                          </td>
                        );
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ScoredCell {
  layers: string;
  column: string;
  slice: string;
  score: EvaluationRecord;
}

function cellsOf(
  { name, grid }: Facet,
  evaluations: readonly EvaluationRecord[],
  { id }: ExplainerRecord,
): ScoredCell[] {
  return evaluations.flatMap((score) => {
    const [facet, value] = parseFacet(score.slice);
    if (facet !== name || score.explainerId !== id || score.againstId !== null) return [];
    const place = grid?.place(value);
    return place ? [{ ...place, slice: facetText(name, value), score }] : [];
  });
}

/** Layers run upward, as on every map: `4-6` above `4`, that above `2`. */
const byLayer = (a: string, b: string): number => b.localeCompare(a, 'en', { numeric: true });
