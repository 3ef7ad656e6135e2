import { roundTicks } from '@/components/charts/scale';
import { IntervalRow } from '@/components/charts/interval-row';
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
  const ends = rows.flatMap(({ difference }) => [
    difference.low ?? difference.value,
    difference.high ?? difference.value,
  ]);
  const from = Math.min(0, ...ends) - 0.01;
  const to = Math.max(0, ...ends) + 0.01;
  const ticks = roundTicks(to, 3).filter((tick) => tick <= to);
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
            from={from}
            to={to}
            guide={0}
            guideColour="var(--ink)"
          />
          <b className="num">{points(difference.value)}</b>
          <span className="num cap">{intervalWords(difference)}</span>
        </li>
      ))}
      <li className="axr" aria-hidden="true">
        <span />
        <span className="ticks">
          {ticks.map((tick) => (
            <span key={tick} style={{ left: `${(100 * (tick - from)) / (to - from)}%` }}>
              {tick === 0 ? '0' : points(tick).replace('.0', '')}
            </span>
          ))}
        </span>
      </li>
    </ul>
  );
}

/** The sign of whoever comes out ahead; a tie has the sign of a control. */
function pointOf(difference: Reading, against: ExplainerRole): ExplainerRole {
  return { better: 'self' as const, worse: against, tie: 'majority' as const }[direction(difference)];
}
