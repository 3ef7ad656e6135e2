import { extent, group, max, sort } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { count, nats } from '@/components/format/number';
import type { RunPointRecord } from '@/lib/store/records';

const HEIGHT = 54;

/** Loss, and each part of it, by step: small plots that begin at zero, with the last value written out. */
export function Curves({ points }: { points: readonly RunPointRecord[] }) {
  // The whole before its parts.
  const curves = sort(
    group(points, ({ name }) => name),
    ([name]) => (name === 'loss' ? 0 : 1),
  );
  const last = max(points, ({ step }) => step) ?? 0;
  return (
    <>
      <ul className="curves">
        {curves.map(([name, own]) => (
          <li key={name}>
            <Curve name={name} points={own} last={last} />
          </li>
        ))}
      </ul>
      <p className="caption">nats, means of 25 steps, from step 1 to {count(last)}</p>
    </>
  );
}

function Curve({ name, points, last }: { name: string; points: readonly RunPointRecord[]; last: number }) {
  const [, top = 1] = extent(points, ({ value }) => value);
  const x = scaleLinear([0, last], [0, 100]);
  const y = scaleLinear([0, top], [HEIGHT, 2]);
  const path = line<RunPointRecord>(
    ({ step }) => x(step),
    ({ value }) => y(value),
  );
  const final = points.at(-1)?.value ?? 0;
  return (
    <figure>
      <figcaption>
        {name} <span className="number strong">{nats(final)}</span>
      </figcaption>
      <svg
        className="chart"
        width="100%"
        height={HEIGHT}
        viewBox={`0 0 100 ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${name}: from ${nats(points[0]?.value ?? 0)} at step ${points[0]?.step ?? 0} to ${nats(final)}`}
      >
        <line
          className="base-line"
          x1="0"
          x2="100"
          y1={HEIGHT}
          y2={HEIGHT}
          vectorEffect="non-scaling-stroke"
        />
        <path
          d={path(points) ?? undefined}
          fill="none"
          stroke="var(--ink)"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
    </figure>
  );
}
