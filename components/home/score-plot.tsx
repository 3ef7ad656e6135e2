import { max } from 'd3-array';
import { axisFromZero } from '@/components/charts/axis';
import { IntervalRow } from '@/components/charts/interval-row';
import { Ticks } from '@/components/charts/ticks';
import { count, percent, points } from '@/components/format/number';
import { isControlled } from '@/components/format/words';
import { ExplainedName } from '@/components/glossary/explained-name';
import { TermFor } from '@/components/glossary/term';
import { ExplainerName } from '@/components/ui/explainer-name';
import { roleOf } from '@/lib/explainer/role';
import type { ScoreColumnWords } from './columns';
import { intervalWords } from './finding';
import type { Reading, TargetResult } from './result';

/** Every explainer of a target on every score: points on 95% intervals, self's value carried down as a line. */
export function ScorePlot({
  result,
  columns,
  items,
  explains = false,
}: {
  result: TargetResult;
  columns: readonly ScoreColumnWords[];
  /** What is scored, which tells the scores of several tasks apart. */
  items: string;
  /** Its words stand on the page for the first time. */
  explains?: boolean;
}) {
  return (
    <div className="score-plot">
      {columns.map((column, index) => (
        <ScoreColumn
          key={column.metric}
          {...column}
          items={items}
          result={result}
          first={index === 0}
          explains={explains}
        />
      ))}
    </div>
  );
}

function ScoreColumn({
  metric,
  name,
  unit,
  meaning,
  items,
  result,
  first,
  explains,
}: ScoreColumnWords & { items: string; result: TargetResult; first: boolean; explains: boolean }) {
  const rows = result.rows.flatMap((row) =>
    row.readings[metric] ? [{ ...row, reading: row.readings[metric] }] : [],
  );
  // Names stand once, at the left of the first column.
  const Name = explains && first ? ExplainedName : ExplainerName;
  const axis = axisFromZero(max(rows, ({ reading }) => reading.high ?? reading.value) ?? 0);
  const self = result.self.readings[metric]?.value;
  const difference = result.other && result.differences.get(result.other.explainer.id)?.[metric];
  return (
    <section className={first ? 'first' : undefined} aria-label={`${name} of ${items}`}>
      <h3 className="column-head" title={explains ? undefined : meaning}>
        {explains ? <TermFor word={name} /> : name} <span className="caption">{unit}</span>
      </h3>
      <ul>
        {rows.map(({ explainer, reading }, index) => {
          const previous = rows[index - 1];
          const gap = previous && isControlled(explainer) && !isControlled(previous.explainer);
          return (
            <li key={explainer.id} className={gap ? 'score-row gap' : 'score-row'}>
              <span className="row-label">
                <Name explainer={explainer} />
              </span>
              <IntervalRow role={roleOf(explainer)} {...reading} from={axis.from} to={axis.to} guide={self} />
              <span
                className="number"
                title={`95% interval ${intervalWords(reading, percent)}, ${reading.n} items`}
              >
                {percent(reading.value)}
              </span>
            </li>
          );
        })}
      </ul>
      <div className="score-row" aria-hidden="true">
        <span className="row-label" />
        <Ticks axis={axis} label={percent} />
        <span />
      </div>
      {difference ? <DifferenceLine difference={difference} /> : null}
    </section>
  );
}

function DifferenceLine({ difference }: { difference: Reading }) {
  return (
    <p className="difference">
      <span className="row-label">self minus other</span>
      <span>
        <b>{points(difference.value)}</b> <span className="muted">[{intervalWords(difference)}]</span>{' '}
        <span className="caption">paired, {count(difference.n)} items</span>
      </span>
    </p>
  );
}

/** The same numbers as a table, intervals written out. */
export function ScoreTable({
  result,
  columns,
  items,
}: {
  result: TargetResult;
  columns: readonly ScoreColumnWords[];
  items: string;
}) {
  return (
    <details className="as-table">
      <summary>As a table</summary>
      <div
        className="scroll"
        tabIndex={0}
        role="region"
        aria-label={`Scores of the explainers of ${result.targetId}, ${items}`}
      >
        <table className="table">
          <caption className="visually-hidden">Scores in %, with 95% intervals</caption>
          <thead>
            <tr>
              <th scope="col">explainer</th>
              {columns.map(({ metric, name }) => (
                <th key={metric} scope="col" className="number">
                  {name}, %
                </th>
              ))}
              <th scope="col" className="number">
                items
              </th>
            </tr>
          </thead>
          <tbody>
            {result.rows.map((row) => (
              <tr key={row.explainer.id}>
                <th scope="row">
                  <ExplainerName explainer={row.explainer} />
                </th>
                {columns.map(({ metric }) => {
                  const reading = row.readings[metric];
                  return (
                    <td key={metric} className="number">
                      {reading ? (
                        <>
                          {percent(reading.value)}{' '}
                          <span className="caption">{intervalWords(reading, percent)}</span>
                        </>
                      ) : (
                        'not scored'
                      )}
                    </td>
                  );
                })}
                <td className="number">{count(row.readings[result.headline]?.n ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
