import type { Verdict } from '@/lib/words';

/** The mark of a verdict (`components/ui/verdict.tsx`) where no style sheet applies: its colours are given. */
export function VerdictShape({
  verdict,
  colour,
  ground,
}: {
  verdict: Verdict;
  colour: string;
  ground: string;
}) {
  const cut = { fill: 'none', stroke: ground, strokeWidth: 1.8 };
  const ring = { cx: 8, cy: 8, r: 6.6, fill: 'none', stroke: colour, strokeWidth: 1.6 };
  const box = { viewBox: '0 0 16 16', width: 24, height: 24 };
  switch (verdict) {
    case 'right':
      return (
        <svg {...box}>
          <circle cx="8" cy="8" r="7.5" fill={colour} />
          <path d="m4.7 8.3 2.3 2.3 4.4-4.9" {...cut} />
        </svg>
      );
    case 'wrong':
      return (
        <svg {...box}>
          <rect x="1" y="1" width="14" height="14" rx="1" fill={colour} />
          <path d="m5 5 6 6M11 5l-6 6" {...cut} />
        </svg>
      );
    case 'partly':
      return (
        <svg {...box}>
          <circle {...ring} />
          <path d="M8 1.3a6.7 6.7 0 0 0 0 13.4z" fill={colour} />
        </svg>
      );
    case 'unknown':
      return (
        <svg {...box}>
          <circle {...ring} strokeDasharray="2.3 2.3" />
        </svg>
      );
  }
}
