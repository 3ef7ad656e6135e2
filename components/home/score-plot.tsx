import { max } from 'd3-array';
import { axisFromZero } from '@/components/charts/axis';
import { IntervalRow } from '@/components/charts/interval-row';
import { Ticks } from '@/components/charts/ticks';
import { count, percent, points } from '@/components/format/number';
import { isControl } from '@/components/format/words';
import { ExplainerName } from '@/components/ui/explainer-name';
import type { EvaluationMetric } from '@/lib/store/records';
import { intervalWords } from './finding';
import type { Reading, TargetResult } from './result';

/** The columns of the result, in the order they are read. */
export const COLUMNS: { metric: EvaluationMetric; name: string; unit: string; meaning: string }[] = [
  {
    metric: 'exactMatch',
    name: 'Exact match',
    unit: '%',
    meaning: 'says whether the next word changes, and which word it is, as measured',
  },
  {
    metric: 'hasChangedF1',
    name: 'Has changed',
    unit: 'macro F1, %',
    meaning: 'whether the next word changes, both answers counted alike',
  },
  {
    metric: 'contentMatchChanged',
    name: 'Word where changed',
    unit: '%',
    meaning: 'the new word, on items where the next word changes',
  },
];

/** Every explainer of a target on every score: points on 95% intervals, self's value carried down as a line. */
export function ScorePlot({ result }: { result: TargetResult }) {
  return (
    <div className="dpl">
      {COLUMNS.map((column, index) => (
        <ScoreColumn key={column.metric} {...column} result={result} first={index === 0} />
      ))}
    </div>
  );
}

function ScoreColumn({
  metric,
  name,
  unit,
  meaning,
  result,
  first,
}: (typeof COLUMNS)[number] & { result: TargetResult; first: boolean }) {
  const rows = result.rows.flatMap((row) =>
    row.readings[metric] ? [{ ...row, reading: row.readings[metric] }] : [],
  );
  const axis = axisFromZero(max(rows, ({ reading }) => reading.high ?? reading.value) ?? 0);
  const self = rows.find((row) => row.role === 'self')?.reading.value;
  const difference = result.differences.other?.[metric];
  return (
    <section className={first ? 'first' : undefined} aria-label={name}>
      <h3 className="hd" title={meaning}>
        {name} <span className="cap">{unit}</span>
      </h3>
      <ul>
        {rows.map(({ explainerId, role, baseId, reading }, index) => {
          const previous = rows[index - 1];
          const gap = previous && isControl(role) && !isControl(previous.role);
          return (
            <li key={explainerId} className={gap ? 'pt gap' : 'pt'}>
              <span className="rl">
                <ExplainerName role={role} baseId={baseId} />
              </span>
              <IntervalRow role={role} {...reading} from={axis.from} to={axis.to} guide={self} />
              <span
                className="num"
                title={`95% interval ${intervalWords(reading, percent)}, ${reading.n} items`}
              >
                {percent(reading.value)}
              </span>
            </li>
          );
        })}
      </ul>
      <div className="pt axr" aria-hidden="true">
        <span className="rl" />
        <Ticks axis={axis} label={percent} />
        <span />
      </div>
      {difference ? <DifferenceLine difference={difference} /> : null}
    </section>
  );
}

function DifferenceLine({ difference }: { difference: Reading }) {
  return (
    <p className="sum">
      <span className="rl">self minus other</span>
      <span>
        <b>{points(difference.value)}</b> <span className="mut">[{intervalWords(difference)}]</span>{' '}
        <span className="cap">paired, {count(difference.n)} items</span>
      </span>
    </p>
  );
}

/** The same numbers as a table, intervals written out. */
export function ScoreTable({ result }: { result: TargetResult }) {
  return (
    <details className="as-table">
      <summary>As a table</summary>
      <div
        className="scroll"
        tabIndex={0}
        role="region"
        aria-label={`Scores of the explainers of ${result.targetId}`}
      >
        <table className="tbl">
          <caption className="vh">Scores in %, with 95% intervals</caption>
          <thead>
            <tr>
              <th scope="col">explainer</th>
              {COLUMNS.map(({ metric, name }) => (
                <th key={metric} scope="col" className="num">
                  {name}, %
                </th>
              ))}
              <th scope="col" className="num">
                items
              </th>
            </tr>
          </thead>
          <tbody>
            {result.rows.map((row) => (
              <tr key={row.explainerId}>
                <th scope="row">
                  <ExplainerName role={row.role} baseId={row.baseId} />
                </th>
                {COLUMNS.map(({ metric }) => {
                  const reading = row.readings[metric];
                  return (
                    <td key={metric} className="num">
                      {reading ? (
                        <>
                          {percent(reading.value)}{' '}
                          <span className="cap">{intervalWords(reading, percent)}</span>
                        </>
                      ) : (
                        'not scored'
                      )}
                    </td>
                  );
                })}
                <td className="num">{row.readings.exactMatch ? count(row.readings.exactMatch.n) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
