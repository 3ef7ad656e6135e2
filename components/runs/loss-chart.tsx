import { extent, groups, max } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import { axisFromZero } from '@/components/charts/axis';
import { LineChart, Stretched } from '@/components/charts/line-chart';
import { count, nats } from '@/components/format/number';
import { classNames } from '@/components/ui/class-names';
import type { RunPointRecord } from '@/lib/store/records';
import { curveName } from './words';

const HEIGHT = 240;

/** How curves are drawn. */
const LOOKS = {
  training: { className: 'training' },
  heldOut: { className: 'held-out' },
  beside: { className: 'beside' },
};

/** A curve: what it is called at its end, and how it is drawn. */
export interface Series {
  key: string;
  name: string;
  look: keyof typeof LOOKS;
  points: readonly Pick<RunPointRecord, 'step' | 'value'>[];
}

/** The losses of a run as series, and those of runs beside it. */
export const lossSeries = (
  points: readonly Pick<RunPointRecord, 'name' | 'step' | 'value'>[],
  names: readonly string[],
  beside?: string,
): Series[] =>
  groups(
    points.filter(({ name }) => names.includes(name)),
    ({ name }) => name,
  ).map(([name, own]) => ({
    key: `${beside ?? ''} ${name}`,
    name: beside ?? curveName(name),
    look: beside !== undefined ? 'beside' : name === 'loss' ? 'training' : 'heldOut',
    points: own,
  }));

/** Losses by step in one plot, lines named at their end. On a log scale it begins at the lowest value, else at zero. */
export function LossChart({
  series,
  log,
  label,
  caption = 'nats by step; training losses are means of 25 steps',
  steps: planned,
}: {
  series: readonly Series[];
  log: boolean;
  label: string;
  /** What is drawn, with its unit. */
  caption?: string;
  /** Steps that a run is to take, where it is not over. */
  steps?: number;
}) {
  const all = series.flatMap(({ points }) => points);
  const last = planned ?? max(all, ({ step }) => step) ?? 1;
  const [low = 1, high = 1] = extent(
    all.filter(({ value }) => !log || value > 0),
    ({ value }) => value,
  );
  const linear = axisFromZero(high);
  const y = log
    ? scaleLog([low, high], [HEIGHT, 0]).nice()
    : scaleLinear([linear.from, linear.to], [HEIGHT, 0]);
  const ticks = log ? y.ticks(4).filter((tick) => /^[125]/.test(tick.toExponential())) : linear.ticks;
  const steps = axisFromZero(last);
  const across = scaleLinear([0, steps.to], [0, 100]);
  const path = line<Pick<RunPointRecord, 'step' | 'value'>>(
    ({ step }) => across(step),
    ({ value }) => y(value),
  ).defined(({ value }) => !log || value > 0);
  const ends = series.flatMap(({ key, name, look, points }) => {
    const end = points.at(-1);
    return end
      ? [{ key, look: LOOKS[look].className, text: `${name} ${nats(end.value)}`, at: y(end.value) }]
      : [];
  });
  return (
    <LineChart
      height={HEIGHT}
      label={label}
      vertical={ticks.map((tick) => ({ at: y(tick), text: String(tick), base: tick === 0 }))}
      horizontal={steps.ticks.map((tick) => ({ at: `${across(tick).toFixed(2)}%`, text: count(tick) }))}
      ends={ends}
      caption={log ? `${caption}; log scale` : caption}
    >
      <Stretched height={HEIGHT}>
        {series.map(({ key, look, points }) => (
          <path
            key={key}
            className={classNames('line', LOOKS[look].className)}
            d={path(points) ?? undefined}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </Stretched>
    </LineChart>
  );
}
