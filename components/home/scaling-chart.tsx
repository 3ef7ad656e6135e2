import { extent, max, sort } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import { axisFromZero } from '@/components/charts/axis';
import { PointShape } from '@/components/charts/point-shape';
import { count, percent, tickLabel } from '@/components/format/number';
import { explainerWord } from '@/lib/explainer/name';
import { explainerClass, isControlled } from '@/components/format/words';
import { roleOf } from '@/lib/explainer/role';
import type { ScalingPoint, TargetResult } from './result';

const HEIGHT = 196;
const LABEL_GAP = 15;

/**
 * The headline metric against the number of training examples, on a log axis. Lines end in their name and value; controls
 * that learn nothing from more examples are dashed lines across.
 */
export function ScalingChart({ result, name }: { result: TargetResult; name: string }) {
  const { scaling: series, headline } = result;
  const curves = new Set(series.map((s) => s.explainer.id));
  const flat = result.rows.filter(
    ({ explainer, readings }) => isControlled(explainer) && !curves.has(explainer.id) && readings[headline],
  );
  const examples = sort(new Set(series.flatMap((s) => s.points.map((p) => p.examples))));
  const [first, last] = extent(examples);
  if (first === undefined || last === undefined || first === last) return null;

  const readings = [...series.flatMap((s) => s.points), ...flat.map((row) => row.readings[headline])];
  const axis = axisFromZero(max(readings, (reading) => reading?.high ?? reading?.value) ?? 0);
  const y = scaleLinear([axis.from, axis.to], [HEIGHT, 0]);
  // In per cent of a width that only the browser knows, with room at both ends for half a point.
  const across = scaleLog([first, last], [2, 98]);
  const x = (n: number) => `${across(n).toFixed(2)}%`;
  const path = line<ScalingPoint>(
    (p) => across(p.examples),
    (p) => y(p.value),
  );

  const labels = spread(
    [
      ...series.map((s) => ({
        key: s.explainer.id,
        name: explainerWord(s.explainer),
        kind: explainerClass(s.explainer),
        value: s.points[s.points.length - 1]?.value ?? 0,
      })),
      ...flat.map((row) => ({
        key: row.explainer.id,
        name: explainerWord(row.explainer),
        kind: explainerClass(row.explainer),
        value: row.readings[headline]?.value ?? 0,
      })),
    ].map((label) => ({ ...label, at: y(label.value) })),
  );

  return (
    <figure className="scaling">
      <div className="plot" style={{ height: HEIGHT }}>
        <div className="vertical-axis" aria-hidden="true">
          {axis.ticks.map((tick) => (
            <span key={tick} style={{ top: y(tick) }}>
              {tickLabel(percent(tick))}
            </span>
          ))}
        </div>
        <svg
          className="chart"
          height={HEIGHT}
          width="100%"
          role="img"
          aria-label={`${name} by training examples. ${series
            .map(
              (s) =>
                `${explainerWord(s.explainer)}: ${s.points.map((p) => `${percent(p.value)}% at ${count(p.examples)}`).join(', ')}`,
            )
            .join('. ')}.`}
        >
          {axis.ticks.map((tick) => (
            <line
              key={tick}
              className={tick === 0 ? 'base-line' : 'grid-line'}
              x1="0"
              x2="100%"
              y1={y(tick)}
              y2={y(tick)}
            />
          ))}
          {flat.map((row) => {
            const level = y(row.readings[headline]?.value ?? 0);
            return (
              <line key={row.explainer.id} className="line control" x1="0" x2="100%" y1={level} y2={level} />
            );
          })}
          {series.map((s) => {
            const mark = explainerClass(s.explainer);
            return (
              <g key={s.explainer.id}>
                {/* A path knows no per cents, so it is drawn 100 wide and stretched; its stroke is not. */}
                <svg viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" overflow="visible">
                  <path
                    d={path(s.points) ?? undefined}
                    className={`line ${mark}`}
                    vectorEffect="non-scaling-stroke"
                  />
                </svg>
                {s.points.map((point) => (
                  <g key={point.examples}>
                    {point.low === null || point.high === null ? null : (
                      <line
                        x1={x(point.examples)}
                        x2={x(point.examples)}
                        y1={y(point.low)}
                        y2={y(point.high)}
                        className={mark}
                        stroke="var(--role)"
                        strokeWidth="9"
                        opacity=".3"
                      />
                    )}
                    <svg x={x(point.examples)} y={y(point.value)} overflow="visible">
                      <PointShape role={roleOf(s.explainer)} />
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
      <div className="horizontal-axis" aria-hidden="true">
        {examples.map((n) => (
          <span key={n} style={{ left: x(n) }}>
            {count(n)}
          </span>
        ))}
      </div>
      <figcaption className="caption">
        training examples, log scale; bars are 95% intervals, controls dashed
      </figcaption>
    </figure>
  );
}

/** Moves labels apart vertically, keeping their order, which d3's only means for that (simulated forces) would not. */
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
