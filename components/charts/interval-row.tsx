import { roleClass } from '@/components/format/words';
import type { Role } from '@/lib/explainer/role';
import { placeOn } from './axis';
import { PointShape } from './point-shape';

const HEIGHT = 26;
const MIDDLE = HEIGHT / 2 - 1;

/**
 * A point on its 95% interval, on a line from `from` to `to`. Round for self, diamond for other, hollow for a sibling,
 * tick for controls.
 * `guide` is a value whose line runs through every row (self's, or zero).
 */
export function IntervalRow({
  role,
  value,
  low,
  high,
  from,
  to,
  guide,
  guideColour = 'var(--self)',
}: {
  role: Role;
  value: number;
  low: number | null;
  high: number | null;
  from: number;
  to: number;
  guide?: number | undefined;
  guideColour?: string;
}) {
  const x = placeOn({ from, to });
  const mark = roleClass(role);
  return (
    <div className={`interval ${mark}`}>
      <svg width="100%" height={HEIGHT} aria-hidden="true">
        {guide === undefined ? null : (
          <line
            x1={x(guide)}
            x2={x(guide)}
            y1="0"
            y2={HEIGHT}
            stroke={guideColour}
            strokeWidth="1"
            opacity=".4"
          />
        )}
        <line x1="0" x2="100%" y1={MIDDLE} y2={MIDDLE} stroke="var(--hairline)" />
        {low === null || high === null ? null : (
          <>
            <line
              x1={x(low)}
              x2={x(high)}
              y1={MIDDLE}
              y2={MIDDLE}
              stroke="var(--role)"
              strokeWidth="9"
              opacity=".3"
            />
            <line
              x1={x(low)}
              x2={x(high)}
              y1={MIDDLE}
              y2={MIDDLE}
              stroke="var(--role)"
              strokeWidth="1.5"
              strokeDasharray={mark === 'control' ? '3 2' : undefined}
            />
          </>
        )}
        <svg x={x(value)} y={MIDDLE} overflow="visible">
          <PointShape role={role} />
        </svg>
      </svg>
    </div>
  );
}
