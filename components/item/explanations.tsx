import { isControl, roleClass } from '@/components/format/words';
import { probability } from '@/components/format/number';
import { Live } from '@/components/ui/badge';
import { ExplainerName } from '@/components/ui/explainer-name';
import { VerdictMark } from '@/components/ui/verdict';
import type { ExplanationRecord } from '@/lib/store/records';
import type { Provider } from '@/lib/words';

/** An explanation as a panel shows it: from the record, or made in this browser. */
export interface ShownExplanation extends ExplanationRecord {
  /** Set when it was computed in a browser; `at` when that was when a link was made. */
  live?: { provider: Provider; at?: string | undefined };
}

/** Certainty of an explanation: the geometric mean of the probabilities of its tokens. */
export function certainty(logProbability: number | null): string | null {
  return logProbability === null ? null : probability(Math.exp(logProbability));
}

/** Self and other, verdict first, claim verbatim. */
export function ExplanationRows({ explanations }: { explanations: ShownExplanation[] }) {
  return (
    <>
      {explanations
        .filter((e) => !isControl(e.role))
        .map((e) => {
          const sure = certainty(e.logProbability);
          return (
            <article key={e.explainerId + (e.live ? ':live' : '')} className={`ex ${roleClass(e.role)}`}>
              <VerdictMark verdict={e.verdict} />
              <div className="body">
                <p className="by">
                  <ExplainerName role={e.role} baseId={e.baseId} keyed={false} />
                  {e.live ? (
                    <>
                      {' '}
                      <Live provider={e.live.provider} at={e.live.at} />
                    </>
                  ) : null}
                </p>
                <p className="claim">{e.text}</p>
              </div>
              <div className="score">
                {sure ? (
                  <>
                    <b>{sure}</b>
                    <span title="geometric mean of the probabilities of its tokens">certainty</span>
                  </>
                ) : null}
              </div>
            </article>
          );
        })}
    </>
  );
}

/** The controls on the same question: what can be had without reading the vector. */
export function ControlsTable({ explanations }: { explanations: ShownExplanation[] }) {
  const controls = explanations.filter((e) => isControl(e.role));
  if (controls.length === 0) return null;
  return (
    <table className="tbl ctl-t">
      <thead>
        <tr>
          <th scope="col">controls</th>
          <th scope="col">claims</th>
          <th scope="col">verdict</th>
        </tr>
      </thead>
      <tbody>
        {controls.map((e) => (
          <tr key={e.explainerId}>
            <th scope="row">
              <ExplainerName role={e.role} />
            </th>
            <td>
              <span className="cl-s">{e.text}</span>
            </td>
            <td>
              <VerdictMark verdict={e.verdict} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
