import { extent, max, sort } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { area, line } from 'd3-shape';
import { axisFromZero } from '@/components/charts/axis';
import { LineChart, Stretched } from '@/components/charts/line-chart';
import { PointShape } from '@/components/charts/point-shape';
import { count, percent, shortCount } from '@/components/format/number';
import { columnsOf, explainerWord } from '@/lib/explainer/name';
import { explainerClass, isControlled } from '@/components/format/words';
import { roleOf } from '@/lib/explainer/role';
import type { ScalingPoint, TargetResult } from './result';

const HEIGHT = 196;

/**
 * The headline metric against the number of training examples, on a log axis. Lines end in their name and value; controls
 * that learn nothing from more examples are dashed lines across.
 */
export function ScalingChart({ result, name }: { result: TargetResult; name: string }) {
  const { scaling: series, headline } = result;
  const curves = new Set(series.map((s) => s.explainer.id));
  // Names at the ends of lines need room: of many rules, those that lead are drawn.
  const drawn = new Set(columnsOf(result.rows.map(({ explainer }) => explainer)));
  const flat = result.rows.filter(
    ({ explainer, readings }) =>
      isControlled(explainer) && drawn.has(explainer) && !curves.has(explainer.id) && readings[headline],
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

  const band = area<ScalingPoint>(
    (p) => across(p.examples),
    (p) => y(p.low ?? p.value),
    (p) => y(p.high ?? p.value),
  );

  const ends = [...series.map(({ explainer, points }) => ({ explainer, value: points.at(-1)?.value ?? 0 }))]
    .concat(flat.map(({ explainer, readings: own }) => ({ explainer, value: own[headline]?.value ?? 0 })))
    .map(({ explainer, value }) => ({
      key: explainer.id,
      // The figure first: a long name is cut.
      text: `${percent(value)} ${explainerWord(explainer)}`,
      look: explainerClass(explainer),
      at: y(value),
    }));

  return (
    <LineChart
      height={HEIGHT}
      label={`${name} by training examples. ${series
        .map(
          (s) =>
            `${explainerWord(s.explainer)}: ${s.points.map((p) => `${percent(p.value)}% at ${count(p.examples)}`).join(', ')}`,
        )
        .join('. ')}.`}
      vertical={axis.ticks.map((tick) => ({ at: y(tick), text: percent(tick), base: tick === 0 }))}
      horizontal={examples.map((n) => ({ at: x(n), text: shortCount(n) }))}
      ends={ends}
      caption="training examples, log scale; bars and bands are 95% intervals, controls dashed"
    >
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
            <Stretched height={HEIGHT}>
              <path d={band(s.points) ?? undefined} className={mark} fill="var(--role)" opacity=".12" />
              <path
                d={path(s.points) ?? undefined}
                className={`line ${mark}`}
                vectorEffect="non-scaling-stroke"
              />
            </Stretched>
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
    </LineChart>
  );
}
