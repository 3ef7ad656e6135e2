import { PointShape } from '@/components/charts/interval-row';
import { roundTicks } from '@/components/charts/scale';
import { count, percent } from '@/components/format/number';
import { isControl, ROLE_NAMES, roleClass } from '@/components/format/words';
import type { TargetResult } from './result';

const HEIGHT = 196;
const LABEL_GAP = 15;

/**
 * Exact match against the number of training examples, on a log axis. Lines end in their name and value; controls
 * that learn nothing from more examples are dashed lines across.
 */
export function ScalingChart({ result }: { result: TargetResult }) {
  const series = result.scaling;
  const flat = result.rows.filter(
    (row) => isControl(row.role) && !series.some((s) => s.role === row.role) && row.readings.exactMatch,
  );
  const examples = [...new Set(series.flatMap((s) => s.points.map((p) => p.examples)))].sort((a, b) => a - b);
  const first = examples[0];
  const last = examples[examples.length - 1];
  if (first === undefined || last === undefined || first === last) return null;

  const top = Math.max(
    ...series.flatMap((s) => s.points.map((p) => p.high ?? p.value)),
    ...flat.map((row) => row.readings.exactMatch?.high ?? 0),
  );
  const ticks = roundTicks(top, 5);
  const to = ticks[ticks.length - 1] || 1;
  const x = (n: number) => `${(2 + (96 * Math.log(n / first)) / Math.log(last / first)).toFixed(2)}%`;
  const y = (share: number) => HEIGHT * (1 - share / to);

  const labels = spread(
    [
      ...series.map((s) => ({
        key: s.role,
        name: ROLE_NAMES[s.role],
        kind: roleClass(s.role),
        value: s.points[s.points.length - 1]?.value ?? 0,
      })),
      ...flat.map((row) => ({
        key: row.explainerId,
        name: ROLE_NAMES[row.role],
        kind: roleClass(row.role),
        value: row.readings.exactMatch?.value ?? 0,
      })),
    ].map((label) => ({ ...label, at: y(label.value) })),
  );

  return (
    <figure className="scaling">
      <div className="plot" style={{ height: HEIGHT }}>
        <div className="yax" aria-hidden="true">
          {ticks.map((tick) => (
            <span key={tick} style={{ top: y(tick) }}>
              {Math.round(tick * 100)}
            </span>
          ))}
        </div>
        <svg
          className="ax"
          height={HEIGHT}
          width="100%"
          role="img"
          aria-label={`Exact match by training examples. ${series
            .map(
              (s) =>
                `${ROLE_NAMES[s.role]}: ${s.points.map((p) => `${percent(p.value)}% at ${count(p.examples)}`).join(', ')}`,
            )
            .join('. ')}.`}
        >
          {ticks.map((tick) => (
            <line
              key={tick}
              className={tick === 0 ? 'base' : 'grid'}
              x1="0"
              x2="100%"
              y1={y(tick)}
              y2={y(tick)}
            />
          ))}
          {flat.map((row) => {
            const level = y(row.readings.exactMatch?.value ?? 0);
            return (
              <line key={row.explainerId} className="ln dash s-ctl" x1="0" x2="100%" y1={level} y2={level} />
            );
          })}
          {series.map((s) => {
            const kind = roleClass(s.role);
            const colour = `var(--${kind === 'ctl' ? 'control' : kind})`;
            return (
              <g key={s.role}>
                {s.points.slice(1).map((point, index) => {
                  const from = s.points[index];
                  return from ? (
                    <line
                      key={point.examples}
                      className={kind === 'ctl' ? 'ln dash s-ctl' : `ln s-${kind}`}
                      x1={x(from.examples)}
                      y1={y(from.value)}
                      x2={x(point.examples)}
                      y2={y(point.value)}
                    />
                  ) : null;
                })}
                {s.points.map((point) => (
                  <g key={point.examples}>
                    {point.low === null || point.high === null ? null : (
                      <line
                        x1={x(point.examples)}
                        x2={x(point.examples)}
                        y1={y(point.low)}
                        y2={y(point.high)}
                        stroke={colour}
                        strokeWidth="9"
                        opacity=".3"
                      />
                    )}
                    <svg x={x(point.examples)} y={y(point.value)} overflow="visible">
                      <PointShape role={s.role} />
                    </svg>
                  </g>
                ))}
              </g>
            );
          })}
        </svg>
        <div className="ends" aria-hidden="true">
          {labels.map((label) => (
            <span key={label.key} className={label.kind} style={{ top: label.at }}>
              {label.name} {percent(label.value)}
            </span>
          ))}
        </div>
      </div>
      <div className="xax" aria-hidden="true">
        {examples.map((n) => (
          <span key={n} style={{ left: x(n) }}>
            {count(n)}
          </span>
        ))}
      </div>
      <figcaption className="cap">
        training examples, log scale; bars are 95% intervals, controls dashed
      </figcaption>
    </figure>
  );
}

/** Moves labels apart vertically, keeping their order. */
export function spread<T extends { at: number }>(labels: T[], gap = LABEL_GAP): T[] {
  const sorted = [...labels].sort((a, b) => a.at - b.at).map((label) => ({ ...label }));
  for (let pass = 0; pass < 40; pass++) {
    let moved = false;
    for (let i = 1; i < sorted.length; i++) {
      const [upper, lower] = [sorted[i - 1], sorted[i]];
      if (!upper || !lower) continue;
      const short = gap - (lower.at - upper.at);
      if (short <= 1e-6) continue;
      upper.at -= short / 2;
      lower.at += short / 2;
      moved = true;
    }
    if (!moved) break;
  }
  return sorted;
}
