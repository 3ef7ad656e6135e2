import { extent } from 'd3-array';
import { axisAboutZero } from '@/components/charts/axis';
import { IntervalRow } from '@/components/charts/interval-row';
import { Ticks } from '@/components/charts/ticks';
import { points } from '@/components/format/number';
import { ExplainerName } from '@/components/ui/explainer-name';
import type { ExplainerRole } from '@/lib/explainer/types';
import { EXPLAINER_ROLES } from '@/lib/explainer/types';
import { direction, intervalWords } from './finding';
import type { Reading, TargetResult } from './result';

interface Row {
  key: string;
  targetId: string;
  role: ExplainerRole;
  baseId: string | null;
  difference: Reading;
}

/** Room beyond the outermost ends of the intervals, as a share. */
const MARGIN = 0.01;

/** Self minus each of the rest in exact match, for every target: the swap stands under the result. */
export function DifferencePlot({ results }: { results: TargetResult[] }) {
  const rows: Row[] = results.flatMap((result) =>
    EXPLAINER_ROLES.flatMap((role) => {
      const difference = result.differences[role]?.exactMatch;
      const against = result.rows.find((row) => row.role === role);
      return difference
        ? [
            {
              key: `${result.targetId}:${role}`,
              targetId: result.targetId,
              role,
              baseId: against?.baseId ?? null,
              difference,
            },
          ]
        : [];
    }),
  );
  if (rows.length === 0) return null;
  const ends = rows.flatMap(({ difference: { value, low, high } }) => [low ?? value, high ?? value]);
  const [least = 0, most = 0] = extent([0, ...ends]);
  const axis = axisAboutZero(least - MARGIN, most + MARGIN);
  return (
    <ul className="diffs">
      {rows.map(({ key, targetId, role, baseId, difference }, index) => (
        <li key={key} className={index > 0 && rows[index - 1]?.targetId !== targetId ? 'gap' : undefined}>
          <span className="rl">
            <span className="mono">{targetId}</span> self − <ExplainerName role={role} baseId={baseId} />
          </span>
          <IntervalRow
            role={pointOf(difference, role)}
            {...difference}
            from={axis.from}
            to={axis.to}
            guide={0}
            guideColour="var(--ink)"
          />
          <b className="num">{points(difference.value)}</b>
          <span className="num cap">{intervalWords(difference)}</span>
        </li>
      ))}
      <li className="axr" aria-hidden="true">
        <span />
        <Ticks axis={axis} label={points} />
      </li>
    </ul>
  );
}

/** The sign of whoever comes out ahead; a tie has the sign of a control. */
function pointOf(difference: Reading, against: ExplainerRole): ExplainerRole {
  return { better: 'self' as const, worse: against, tie: 'majority' as const }[direction(difference)];
}
