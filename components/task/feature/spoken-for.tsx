import { max } from 'd3-array';
import { signedLogit } from '@/components/format/number';
import { TokenChip } from '@/components/tokens/chip';
import type { FeatureDetail } from '@/lib/measure/features/record';

/** Tokens that the direction speaks for and against, through the last norm and the unembedding alone. */
export function SpokenFor({ detail: { promoted, suppressed } }: { detail: FeatureDetail }) {
  const most = max([...promoted, ...suppressed], ({ logit }) => Math.abs(logit)) ?? 0;
  return (
    <>
      <Tokens name="promoted" side="for" rows={promoted} most={most} />
      <Tokens name="suppressed" side="against" rows={suppressed} most={most} />
    </>
  );
}

function Tokens({
  name,
  side,
  rows,
  most,
}: {
  name: string;
  side: 'for' | 'against';
  rows: FeatureDetail['promoted'];
  /** Size at which bars end. */
  most: number;
}) {
  return (
    <table className="table spoken-for">
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col" className="number">
            logit
          </th>
        </tr>
      </thead>
      <tbody>
        {/* Two tokens of bytes can look alike. */}
        {rows.map(({ token, logit }, i) => (
          <tr key={i}>
            <th scope="row" title={token.trim()}>
              <TokenChip token={token} />
            </th>
            <td className="number">
              <span className="track" aria-hidden="true">
                <i
                  className={side === 'for' ? 'for' : 'against'}
                  style={{ width: `${most > 0 ? (100 * Math.abs(logit)) / most : 0}%` }}
                />
              </span>
              {signedLogit(logit)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
