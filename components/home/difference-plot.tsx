import { extent } from 'd3-array';
import { axisAboutZero } from '@/components/charts/axis';
import { IntervalRow } from '@/components/charts/interval-row';
import { Ticks } from '@/components/charts/ticks';
import { points } from '@/components/format/number';
import { ExplainerName } from '@/components/ui/explainer-name';
import { roleOf, type Role } from '@/lib/explainer/role';
import type { ExplainerRecord } from '@/lib/store/records';
import { direction, intervalWords } from './finding';
import type { Reading, TargetResult } from './result';

interface Row {
  targetId: string;
  against: ExplainerRecord;
  difference: Reading;
}

/** Room beyond the outermost ends of the intervals, as a share. */
const MARGIN = 0.01;

/** Self minus each of the rest in the headline metric, for every target: the swap stands under the result. */
export function DifferencePlot({ results }: { results: TargetResult[] }) {
  const rows = results.flatMap(({ targetId, rows: compared, differences, headline }) =>
    compared.flatMap(({ explainer }): Row[] => {
      const difference = differences.get(explainer.id)?.[headline];
      return difference ? [{ targetId, against: explainer, difference }] : [];
    }),
  );
  if (rows.length === 0) return null;
  const ends = rows.flatMap(({ difference: { value, low, high } }) => [low ?? value, high ?? value]);
  const [least = 0, most = 0] = extent([0, ...ends]);
  const axis = axisAboutZero(least - MARGIN, most + MARGIN);
  return (
    <ul className="differences">
      {rows.map(({ targetId, against, difference }, index) => (
        <li
          key={against.id}
          className={index > 0 && rows[index - 1]?.targetId !== targetId ? 'gap' : undefined}
        >
          <span className="row-label">
            {results.length > 1 ? <span className="mono">{targetId} </span> : null}
            self − <ExplainerName explainer={against} />
          </span>
          <IntervalRow
            role={pointOf(difference, roleOf(against))}
            {...difference}
            from={axis.from}
            to={axis.to}
            guide={0}
            guideColour="var(--ink)"
          />
          <b className="number">{points(difference.value)}</b>
          <span className="number caption">{intervalWords(difference)}</span>
        </li>
      ))}
      <li className="axis-row" aria-hidden="true">
        <span />
        <Ticks axis={axis} label={points} />
      </li>
    </ul>
  );
}

/** The sign of whoever comes out ahead; a tie has the sign of a control. */
function pointOf(difference: Reading, against: Role): Role {
  return { better: 'self' as const, worse: against, tie: 'rule' as const }[direction(difference)];
}
