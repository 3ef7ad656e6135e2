import { max, range } from 'd3-array';
import { count, nats } from '@/components/format/number';
import type { Histogram as Counts } from '@/lib/measure/features/histogram';

const HEIGHT = 96;

/** How many tokens a feature is active on, by how strongly; heights are on a log scale, as few are strong and most are weak. */
export function Histogram({ of: { max: end, counts } }: { of: Counts }) {
  const most = max(counts) ?? 0;
  // One token still has a height; rounded, as logarithms differ in their last digit between a server and a browser.
  const heightOf = (tokens: number) =>
    tokens === 0 || most === 0
      ? 0
      : Math.round((10 * HEIGHT * Math.log10(tokens * 2)) / Math.log10(most * 2)) / 10;
  const marks = range(0, 7)
    .map((power) => 10 ** power)
    .filter((tokens) => tokens <= most);
  const width = 100 / counts.length;
  const ends = (bin: number) =>
    `${nats((end * bin) / counts.length)} to ${nats((end * (bin + 1)) / counts.length)}`;
  return (
    <figure className="histogram">
      <div className="plot">
        <div className="vertical-axis" aria-hidden="true" style={{ height: HEIGHT }}>
          {marks.map((tokens) => (
            <span key={tokens} style={{ bottom: heightOf(tokens) }}>
              {tokens >= 1000 ? `${tokens / 1000}k` : tokens}
            </span>
          ))}
        </div>
        <svg
          width="100%"
          height={HEIGHT}
          role="img"
          aria-label={`Tokens by activation, from 0 to ${nats(end)}; the most in one of ${counts.length} bins are ${count(most)}`}
        >
          {marks.map((tokens) => (
            <line
              key={tokens}
              className="grid-line"
              x1="0"
              x2="100%"
              y1={HEIGHT - heightOf(tokens)}
              y2={HEIGHT - heightOf(tokens)}
            />
          ))}
          {counts.map((tokens, bin) => (
            <rect
              key={bin}
              x={`${bin * width + 0.5}%`}
              width={`${width - 1}%`}
              y={HEIGHT - heightOf(tokens)}
              height={heightOf(tokens)}
            >
              <title>{`${ends(bin)}: ${count(tokens)} tokens`}</title>
            </rect>
          ))}
          <line className="base-line" x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} />
        </svg>
      </div>
      <p className="caption ends" aria-hidden="true">
        <span>0</span>
        <span>{nats(end)}</span>
      </p>
      <details className="as-table">
        <summary>as a table</summary>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">activation</th>
              <th scope="col" className="number">
                tokens
              </th>
            </tr>
          </thead>
          <tbody>
            {counts.map((tokens, bin) => (
              <tr key={bin}>
                <th scope="row">{ends(bin)}</th>
                <td className="number">{count(tokens)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
