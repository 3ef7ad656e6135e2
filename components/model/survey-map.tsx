import { sequentialStep, stepStyle } from '@/components/charts/scale';
import { count, percent } from '@/components/format/number';
import type { Survey, SurveyCell } from '@/lib/task/survey';

/** A survey as a map: the first figure as colour and number, the second under it; what is worth asking has a frame. */
export function SurveyMap({ survey, label }: { survey: Survey; label: string }) {
  const { columns, figures, rows } = survey;
  const cells = rows.flatMap((row) => row.cells.filter((cell) => cell !== null));
  const asked = cells.filter(({ worthAsking }) => worthAsking).length;
  return (
    <>
      <div className="scroll" tabIndex={0} role="region" aria-label={label}>
        <table className="table survey-table">
          <caption className="visually-hidden">{label}</caption>
          <thead>
            <tr>
              <th scope="col">texts differ in, token</th>
              {columns.map((column) => (
                <th key={column} scope="col" className="number">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, cells: own }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {own.map((cell, at) => (
                  <td key={columns[at]}>
                    {cell ? <Cell {...cell} figures={figures} /> : <span className="caption">none</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="caption">
        Share of outputs that are {figures[0]}
        {figures[1] ? `, and under it ${figures[1]}` : ''}, in %. Framed: {count(asked)} of{' '}
        {count(cells.length)} cells whose answers are neither all alike nor read off one of the texts.
      </p>
    </>
  );
}

function Cell({ n, counts, worthAsking, figures }: SurveyCell & { figures: readonly string[] }) {
  const [first = 0, second] = counts.map((of) => of / n);
  const words = figures.map((figure, i) => `${percent((counts[i] ?? 0) / n)}% ${figure}`);
  return (
    <span
      className={worthAsking ? 'survey-cell worth-asking' : 'survey-cell'}
      style={stepStyle(sequentialStep(first, 1))}
      title={`${words.join(', ')}, of ${count(n)}${worthAsking ? '; worth asking' : ''}`}
    >
      <b>{percent(first)}</b>
      {second === undefined ? null : <span>{percent(second)}</span>}
    </span>
  );
}
