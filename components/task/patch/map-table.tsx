import { nats } from '@/components/format/number';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import type { Sweep } from '@/lib/task/patch/body';

/** The measured map as a table: one row a layer, the word and the effect in each cell. */
export function MapTable({ sweep }: { sweep: Sweep }) {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="measured effect, as a table">
      <table className="table map-table">
        <caption className="visually-hidden">
          What the model says next after each patch, and the effect in nats
        </caption>
        <thead>
          <tr>
            <th scope="col">layer</th>
            {sweep.tokens.map((token, position) => (
              <th key={position} scope="col" className="mono">
                {visibleToken(token)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...sweep.layers].reverse().map((layer) => (
            <tr key={layer}>
              <th scope="row">{layer === 0 ? 'embedding' : layer}</th>
              {sweep.tokens.map((_, position) => {
                const cell = sweep.cells[sweep.layers.indexOf(layer)]?.[position];
                return (
                  <td key={position}>
                    {cell ? (
                      <>
                        <span className={cell.changed ? 'mono strong' : 'mono muted'}>
                          {outputWord(cell.output)}
                        </span>
                        <br />
                        <span className="caption">{nats(cell.effect)}</span>
                      </>
                    ) : (
                      <span className="caption">none</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
