import { greatest, nice, range, ticks } from 'd3-array';
import { scaleLinear } from 'd3-scale';

/** A linear axis and the round values to label on it. */
export interface Axis {
  from: number;
  to: number;
  ticks: number[];
}

/** From zero to the first round value that is not under `top`, labelled at both ends, in at most `most` places. */
export function axisFromZero(top: number, most = 5): Axis {
  const axisOf = (count: number): Axis => {
    const [from, to] = nice(0, top > 0 ? top : 1, count);
    return { from, to, ticks: ticks(from, to, count) };
  };
  // d3 takes the number of ticks as a hint and may give more.
  const fits = range(most, 1, -1)
    .map(axisOf)
    .find((axis) => axis.ticks.length <= most);
  return fits ?? axisOf(1);
}

/** About zero, between ends as they are; labelled at zero and the farthest round value, which fits a narrow plot. */
export function axisAboutZero(from: number, to: number): Axis {
  const farthest = greatest(ticks(from, to, 4), Math.abs) ?? 0;
  return { from, to, ticks: farthest === 0 ? [0] : [0, farthest] };
}

/** Where values lie along an axis, as CSS and SVG write it. What lies beyond an end is drawn at that end. */
export function placeOn({ from, to }: Pick<Axis, 'from' | 'to'>): (value: number) => string {
  const scale = scaleLinear([from, to], [0, 100]).clamp(true);
  return (value) => `${scale(value).toFixed(2)}%`;
}
