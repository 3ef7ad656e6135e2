import { roundTicks } from '@/components/charts/scale';
import { IntervalRow } from '@/components/charts/interval-row';
import { percent, points } from '@/components/format/number';
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
  const top = Math.max(0, ...rows.map(({ reading }) => reading.high ?? reading.value));
  const ticks = roundTicks(top, 5);
  const to = ticks[ticks.length - 1] || 1;
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
              <IntervalRow role={role} {...reading} from={0} to={to} guide={self} />
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
        <Ticks ticks={ticks} to={to} />
        <span />
      </div>
      {difference ? <DifferenceLine difference={difference} /> : null}
    </section>
  );
}

/** Labels under an axis from zero, the first and last kept within its ends. */
function Ticks({ ticks, to }: { ticks: number[]; to: number }) {
  return (
    <span className="ticks">
      {ticks.map((tick) => (
        <span key={tick} style={{ left: `${(100 * tick) / to}%` }}>
          {Math.round(tick * 100)}
        </span>
      ))}
    </span>
  );
}

function DifferenceLine({ difference }: { difference: Reading }) {
  return (
    <p className="sum">
      <span className="rl">self minus other</span>
      <span>
        <b>{points(difference.value)}</b> <span className="mut">[{intervalWords(difference)}]</span>{' '}
        <span className="cap">paired, {difference.n.toLocaleString('en-US')} items</span>
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
                <td className="num">{row.readings.exactMatch?.n.toLocaleString('en-US') ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
