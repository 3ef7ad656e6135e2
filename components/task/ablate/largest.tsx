import { signedNats } from '@/components/format/number';
import { visibleToken } from '@/components/tokens/token-text';
import type { Removal } from '@/lib/task/ablate/body';
import { ranked } from './attribution';
import type { Unit } from './spans';

const ROWS = 8;

/** The units that are worth most to the answer, for and against, as bars to either side of zero. */
export function Largest({
  tokens,
  removals,
  max,
  by,
}: {
  tokens: readonly string[];
  removals: readonly Removal[];
  max: number;
  by: Unit;
}) {
  const rows = ranked(removals, ROWS);
  return (
    <div className="largest">
      <p className="caption">
        {rows.length < removals.length ? `largest, of ${removals.length} ${by}` : `all ${by}, largest first`}
      </p>
      <ul>
        {rows.map(({ span, effect }) => {
          const width = `${(50 * Math.abs(effect)) / max}%`;
          const text = tokens.slice(span.from, span.to).join('');
          return (
            <li key={span.from}>
              <span className="mono" title={text.trim()}>
                {visibleToken(text)}
              </span>
              <span className="track" aria-hidden="true">
                <i className={effect > 0 ? 'for' : 'against'} style={{ width }} />
              </span>
              <span className="number">{signedNats(effect)}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
