import { visibleToken } from './token-text';

/** One token out of its context, with its white space visible. */
export function TokenChip({ token }: { token: string }) {
  return <span className="chip">{visibleToken(token)}</span>;
}

const BARS = [5, 11, 3, 8, 14, 6, 10, 2, 7, 13, 4, 9];

/** The continuous token: not text, but a vector in the place of an embedding. */
export function VectorChip({ note }: { note: string }) {
  return (
    <span className="chip vector" title={note}>
      <svg viewBox="0 0 46 24" aria-hidden="true">
        {BARS.map((height, index) => (
          <rect key={index} x={6 + 3.2 * index} y={12 - height / 2} width="1.8" height={height} />
        ))}
      </svg>
      v<span className="visually-hidden">, {note}</span>
    </span>
  );
}
