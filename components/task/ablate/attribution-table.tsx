import { signedNats } from '@/components/format/number';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import type { Attribution } from '@/lib/task/ablate/body';
import { sameSpan, type Chosen, type Unit } from './spans';
import { UNIT_NAMES } from './words';

/** The attribution as a table: a row a unit, what it is worth and what the model says without it. */
export function AttributionTable({
  by,
  detail: { tokens, original, removals },
  chosen,
  onChoose,
}: {
  by: Unit;
  detail: Attribution;
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}) {
  const answer = outputWord(original.output);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="attribution, as a table">
      <table className="table attribution-table">
        <caption className="visually-hidden">
          Drop in log-probability of {answer} without each {UNIT_NAMES[by].one}, in nats, and the answer then
        </caption>
        <thead>
          <tr>
            <th scope="col">{UNIT_NAMES[by].one}</th>
            <th scope="col" className="number">
              for <span className="mono">{answer}</span>, nats
            </th>
            <th scope="col">answer without it</th>
          </tr>
        </thead>
        <tbody>
          {removals[by].map(({ span, effect, changed, output }) => (
            <tr key={span.from} className={sameSpan(span, chosen.span) ? 'chosen' : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="as-link"
                  aria-pressed={sameSpan(span, chosen.span)}
                  onClick={() => onChoose({ span, moving: 'to' })}
                >
                  <span className="mono">{visibleToken(tokens.slice(span.from, span.to).join(''))}</span>
                </button>
              </th>
              <td className="number">{signedNats(effect)}</td>
              <td>
                <span className={changed ? 'mono strong' : 'mono muted'}>{outputWord(output)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
