import { nats, rarity } from '@/components/format/number';
import type { FeatureDetail } from '@/lib/measure/features/record';
import { largestOf, QUARTERS, strengthOf } from './firing';
import { Histogram } from './histogram';

/** How often a feature fires, and how strongly: all activations, or of earlier records those that were drawn from each quarter of them. */
export function Activity({ detail }: { detail: FeatureDetail }) {
  return (
    <section className="activity">
      <h3>
        Activations{' '}
        <span className="caption">
          {detail.histogram
            ? 'tokens by how strongly, on a log scale'
            : 'two drawn from each quarter of them'}
        </span>
      </h3>
      {detail.histogram ? <Histogram of={detail.histogram} /> : <Drawn detail={detail} />}
      {detail.density === null ? null : (
        <p className="caption">Active on {rarity(detail.density)} of tokens; on all others it is 0.</p>
      )}
    </section>
  );
}

/** The activations that texts were drawn for. */
function Drawn({ detail }: { detail: FeatureDetail }) {
  const max = largestOf(detail);
  return (
    <>
      <ul>
        {detail.samples.map((quarter, q) => {
          const values = quarter.map(strengthOf).sort((a, b) => b - a);
          return (
            <li key={q}>
              <span>{QUARTERS[q] ?? `quarter ${q + 1}`}</span>
              <span className="track" aria-hidden="true">
                {values.map((value, i) => (
                  <i key={i} style={{ left: `${max > 0 ? (100 * value) / max : 0}%` }} />
                ))}
              </span>
              <span className="number">{values.map((value) => nats(value)).join(', ')}</span>
            </li>
          );
        })}
      </ul>
      <p className="caption ends" aria-hidden="true">
        <span>0</span>
        <span>{nats(max)}</span>
      </p>
    </>
  );
}
