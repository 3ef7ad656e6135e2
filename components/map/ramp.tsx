import { LAST_STEP } from '@/components/charts/scale';

/** The sequential ramp with both ends of its domain, which begins at zero. */
export function Ramp({ end, unit }: { end: string; unit: string }) {
  return (
    <span className="end legend">
      0
      <span className="ramp" aria-hidden="true">
        {Array.from({ length: LAST_STEP + 1 }, (_, step) => (
          <i key={step} style={{ background: `var(--seq-${step})` }} />
        ))}
      </span>
      {end} {unit ? <span>{unit}</span> : null}
    </span>
  );
}
