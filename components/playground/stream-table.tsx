import { nats, probability } from '@/components/format/number';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import type { StreamReadings } from '@/lib/measure/stream';

/** A map as a table, with all that its kinds show. */
export function StreamTable({
  name,
  stream: { layers, tokens, sites },
}: {
  name: string;
  stream: StreamReadings;
}) {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={`${name}, as a table`}>
      <table className="table map-table">
        <caption className="visually-hidden">
          For each layer and token: the likeliest token by the logit lens, its probability, norm, entropy in
          nats
        </caption>
        <thead>
          <tr>
            <th scope="col">layer</th>
            {tokens.map((token, position) => (
              <th key={position} scope="col" className="mono">
                {visibleToken(token)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...layers].reverse().map((layer) => (
            <tr key={layer}>
              <th scope="row">{layer === 0 ? 'embedding' : layer}</th>
              {sites[layer]!.map(({ lens, norm, entropy }, position) => (
                <td key={position}>
                  <span className="mono strong">{outputWord(lens.output)}</span>{' '}
                  <span className="number">{probability(lens.top[0]?.probability ?? 0)}</span>
                  <br />
                  <span className="caption">
                    norm {nats(norm, 1)}, {nats(entropy, 1)} nats
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
