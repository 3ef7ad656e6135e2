import { tickLabel } from '@/components/format/number';
import './line-chart.css';

/** The name of a line at its end, on its height. */
export interface LineEnd {
  key: string;
  text: string;
  /** Class that carries its colour. */
  look: string;
  /** From the top, in pixels. */
  at: number;
}

const LABEL_GAP = 15;

/** Height at which lines are drawn, 100 wide and stretched: a path knows no per cents. Its stroke is not stretched. */
export function Stretched({ height, children }: { height: number; children: React.ReactNode }) {
  return (
    <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" overflow="visible">
      {children}
    </svg>
  );
}

/** The frame of lines over a horizontal axis: grid, labels of both axes, the names of lines at their right ends. */
export function LineChart({
  height,
  label,
  vertical,
  horizontal,
  ends,
  caption,
  children,
}: {
  height: number;
  /** What is to be seen, in words. */
  label: string;
  /** `at` from the top, in pixels; the base line is marked. */
  vertical: readonly { at: number; text: string; base?: boolean }[];
  /** `at` as CSS writes it. */
  horizontal: readonly { at: string; text: string }[];
  ends: readonly LineEnd[];
  caption: React.ReactNode;
  /** The lines, in SVG. */
  children: React.ReactNode;
}) {
  return (
    <figure className="line-chart">
      <div className="plot" style={{ height }}>
        <div className="vertical-axis" aria-hidden="true">
          {vertical.map(({ at, text }) => (
            <span key={text} style={{ top: at }}>
              {tickLabel(text)}
            </span>
          ))}
        </div>
        <svg className="chart" height={height} width="100%" role="img" aria-label={label}>
          {vertical.map(({ at, text, base }) => (
            <line key={text} className={base ? 'base-line' : 'grid-line'} x1="0" x2="100%" y1={at} y2={at} />
          ))}
          {children}
        </svg>
        <div className="ends" aria-hidden="true">
          {spread(ends).map(({ key, text, look, at }) => (
            <span key={key} className={look} style={{ top: at }}>
              {text}
            </span>
          ))}
        </div>
      </div>
      <div className="horizontal-axis" aria-hidden="true">
        {horizontal.map(({ at, text }) => (
          <span key={text} style={{ left: at }}>
            {text}
          </span>
        ))}
      </div>
      <figcaption className="caption">{caption}</figcaption>
    </figure>
  );
}

/** Moves labels apart vertically, keeping their order, which d3's only means for that (simulated forces) would not. */
export function spread<T extends { at: number }>(labels: readonly T[], gap = LABEL_GAP): T[] {
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
