import { groups, sum } from 'd3-array';
import { scaleLinear, scaleSqrt } from 'd3-scale';
import { count, percent, probability } from '@/components/format/number';
import { explainerClass } from '@/components/format/words';
import { Term } from '@/components/glossary/term';
import { ExplainerName } from '@/components/ui/explainer-name';
import type { CalibrationRow } from '@/lib/store/answers';
import type { ExplainerRecord } from '@/lib/store/records';
import { explainerWord } from '@/lib/explainer/name';

const SIZE = 150;

const NAMES: Record<CalibrationRow['by'], string> = {
  probability: 'by the probability of the answer',
  agreement: 'by how many drawn answers agree',
};

/** Whether being sure goes with being right: a small plot an explainer, where points on the line are as right as they are sure. */
export function CalibrationPlots({
  rows,
  explainers,
}: {
  rows: readonly CalibrationRow[];
  explainers: readonly ExplainerRecord[];
}) {
  const plots = explainers.flatMap((explainer) =>
    groups(
      rows.filter(({ explainerId }) => explainerId === explainer.id),
      ({ by }) => by,
    ).map(([by, bins]) => ({ explainer, by, bins })),
  );
  if (plots.length === 0) return null;
  return (
    <section className="section" aria-labelledby="sure">
      <header>
        <h2 id="sure">Whether being sure goes with being right</h2>
        <span className="caption">
          <Term of="calibration" />: share right against confidence, held-out items; on the line, an explainer
          is as right as it is sure
        </span>
      </header>
      <ul className="sure-plots">
        {plots.map(({ explainer, by, bins }) => (
          <li key={`${explainer.id} ${by}`}>
            <Plot explainer={explainer} by={by} bins={bins} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Plot({
  explainer,
  by,
  bins,
}: {
  explainer: ExplainerRecord;
  by: CalibrationRow['by'];
  bins: readonly CalibrationRow[];
}) {
  const at = scaleLinear([0, 1], [0, SIZE]);
  const total = sum(bins, ({ n }) => n);
  const radius = scaleSqrt([0, total], [1.5, 16]);
  const apart = sum(bins, ({ n, confidence, right }) => n * Math.abs(confidence - right)) / total;
  const told = bins
    .map(
      ({ confidence, right, n }) =>
        `sure ${probability(confidence)}: right ${percent(right)}% of ${count(n)}`,
    )
    .join('; ');
  return (
    <figure className={explainerClass(explainer)}>
      <figcaption>
        <ExplainerName explainer={explainer} />
        <span className="caption">{NAMES[by]}</span>
      </figcaption>
      <svg
        className="chart"
        width={SIZE}
        height={SIZE}
        role="img"
        aria-label={`${explainerWord(explainer)}, ${NAMES[by]}: ${told}`}
      >
        <line className="base-line" x1="0" x2={SIZE} y1={SIZE} y2={SIZE} />
        <line className="grid-line" x1="0" x2={SIZE} y1={SIZE} y2="0" />
        {bins.map(({ bin, n, confidence, right }) => (
          <circle
            key={bin}
            cx={at(confidence)}
            cy={SIZE - at(right)}
            r={radius(n)}
            fill="var(--role)"
            opacity=".7"
          >
            <title>{`sure ${probability(confidence)}, right ${percent(right)}%, ${count(n)} items`}</title>
          </circle>
        ))}
      </svg>
      <span className="caption">mean distance from the line {probability(apart)}</span>
    </figure>
  );
}
