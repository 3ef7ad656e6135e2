import { signedNats } from '@/components/format/number';
import { outputWord } from '@/components/tokens/token-text';
import { Icon } from '@/components/ui/icon';
import type { Span } from '@/lib/measure/ablate';
import { sameSpan, spanKey } from './spans';
import type { Pair } from './use-pairs';

/** The same text with one span after another taken away, kept for as long as the page is open. */
export function KeptPairs({
  pairs,
  tokens,
  chosen,
  onChoose,
}: {
  pairs: Pair[];
  tokens: readonly string[];
  chosen: Span;
  onChoose: (span: Span) => void;
}) {
  const [first] = pairs;
  if (!first) return null;
  return (
    <section className="section kept">
      <header>
        <h2>Kept pairs</h2>
        <span className="caption">this text with other spans taken away</span>
      </header>
      <div className="scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">taken away</th>
              <th scope="col">answer</th>
              <th scope="col" className="number">
                for <span className="mono">{outputWord(first.truth.original.output)}</span>, nats
              </th>
              <th scope="col">from</th>
            </tr>
          </thead>
          <tbody>
            {pairs.map(({ span, truth, badge }) => (
              <tr key={spanKey(span)} className={sameSpan(span, chosen) ? 'chosen' : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="as-link"
                    aria-pressed={sameSpan(span, chosen)}
                    onClick={() => onChoose(span)}
                  >
                    <span className="mono">{tokens.slice(span.from, span.to).join('').trim()}</span>
                  </button>
                </th>
                <td className="one-line">
                  <span className={truth.changed ? 'mono muted' : 'mono'}>
                    {outputWord(truth.original.output)}
                  </span>
                  {truth.changed ? (
                    <>
                      {' '}
                      <Icon name="next" />{' '}
                      <span className="mono strong">{outputWord(truth.ablated.output)}</span>
                    </>
                  ) : (
                    ', unchanged'
                  )}
                </td>
                <td className="number">{truth.effect === null ? '–' : signedNats(truth.effect)}</td>
                <td>{badge}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
