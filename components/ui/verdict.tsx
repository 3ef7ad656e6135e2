import { VERDICT_NAMES, type VerdictRules } from '@/components/format/words';
import type { Verdict } from '@/lib/words';

const SHAPES: Record<Verdict, React.ReactNode> = {
  right: (
    <>
      <circle cx="8" cy="8" r="7.5" fill="currentColor" />
      <path className="knockout" d="m4.700 8.300 2.300 2.300 4.400-4.900" />
    </>
  ),
  wrong: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="1" fill="currentColor" />
      <path className="knockout" d="m5 5 6 6M11 5l-6 6" />
    </>
  ),
  partly: (
    <>
      <circle cx="8" cy="8" r="6.7" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8 1.300a6.700 6.700 0 0 0 0 13.400z" fill="currentColor" />
    </>
  ),
  unknown: (
    <circle
      cx="8"
      cy="8"
      r="6.600"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2.3 2.3"
    />
  ),
};

/**
 * The mark of a verdict: shape and word. `shapeOnly` is for tables whose head says that the column holds verdicts;
 * the word is then the accessible name.
 */
export function VerdictMark({
  verdict,
  rules,
  shapeOnly = false,
  mini = false,
  count,
}: {
  verdict: Verdict;
  /** Rules of the task that it was decided by. */
  rules: VerdictRules;
  shapeOnly?: boolean;
  mini?: boolean;
  /** Number of items with this verdict, written before the word. */
  count?: number;
}) {
  const name = VERDICT_NAMES[verdict];
  return (
    <span className={`verdict ${verdict}${mini ? ' mini' : ''}`} title={rules[verdict]}>
      <svg
        viewBox="0 0 16 16"
        {...(shapeOnly ? { role: 'img', 'aria-label': name } : { 'aria-hidden': true })}
      >
        {SHAPES[verdict]}
      </svg>
      {shapeOnly ? null : <span>{count === undefined ? name : `${count} ${name}`}</span>}
    </span>
  );
}

const SMALL: Record<Verdict, React.ReactNode> = {
  right: (
    <path d="m2.500 6.300 2.400 2.400 4.600-5.200" fill="none" stroke="currentColor" strokeWidth="1.5" />
  ),
  wrong: <path d="m2.500 2.500 7 7M9.500 2.500l-7 7" fill="none" stroke="currentColor" strokeWidth="1.9" />,
  partly: (
    <>
      <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M6 2a4 4 0 0 0 0 8z" fill="currentColor" />
    </>
  ),
  unknown: <path d="M3.500 6h5" stroke="currentColor" strokeWidth="1.4" />,
};

/** The sign of a verdict inside a map cell; the cell carries the name. */
export function VerdictGlyph({ verdict }: { verdict: Verdict }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true">
      {SMALL[verdict]}
    </svg>
  );
}
