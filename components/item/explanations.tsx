import { findExplainer } from '@/lib/explainer/name';
import { explainerClass, isControlled, type VerdictRules } from '@/components/format/words';
import { probability } from '@/components/format/number';
import { ExplainedName } from '@/components/glossary/explained-name';
import { Term } from '@/components/glossary/term';
import { Live } from '@/components/ui/badge';
import { VerdictMark } from '@/components/ui/verdict';
import { byRole, roleOf } from '@/lib/explainer/role';
import { DRAWS } from '@/lib/explainer/draws';
import type { ExplainerRecord, ExplanationRecord } from '@/lib/store/records';
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

/** `6 of 8 agree`: of the answers drawn, those that claim the same. */
export const agreementWords = (share: number): string =>
  `${Math.round(share * DRAWS.samples)} of ${DRAWS.samples} agree`;

interface Said {
  explainer: ExplainerRecord;
  explanation: ShownExplanation;
}

/** Explanations with whoever gave them, in the order of tables; those of explainers that are not shown are left out. */
export function saidBy(
  explanations: readonly ShownExplanation[],
  explainers: readonly ExplainerRecord[],
): Said[] {
  const said = explanations.flatMap((explanation): Said[] => {
    const explainer = findExplainer(explainers, explanation.explainerId);
    return explainer ? [{ explainer, explanation }] : [];
  });
  const place = ({ explainer }: Said) => explainers.indexOf(explainer);
  return said.sort((a, b) => byRole(a.explainer, b.explainer) || place(a) - place(b));
}

interface ExplanationsProps {
  explanations: readonly ShownExplanation[];
  explainers: readonly ExplainerRecord[];
  /** Rules of the task that the verdicts were decided by. */
  rules: VerdictRules;
  /** False while what was measured is not to be seen: a verdict would give it away. */
  judged?: boolean;
  /** A further figure of each, of those whose task has one. */
  beside?: Beside | undefined;
}

/** A figure that a task has of each explanation, beside its verdict. */
export interface Beside {
  /** Heads its column. */
  name: React.ReactNode;
  of: (explanation: ShownExplanation) => React.ReactNode;
}

/** Self, siblings and others, verdict first, claim verbatim. */
export function ExplanationRows({
  explanations,
  explainers,
  rules,
  judged = true,
  beside,
}: ExplanationsProps) {
  return saidBy(explanations, explainers)
    .filter(({ explainer }) => !isControlled(explainer))
    .map(({ explainer, explanation }, index) => {
      const { live, verdict, text, said, logProbability, agreement } = explanation;
      const sure = certainty(logProbability);
      return (
        <article
          key={explainer.id + (live ? ':live' : '')}
          className={`explanation ${explainerClass(explainer)}`}
        >
          {judged ? (
            <VerdictMark verdict={verdict} rules={rules} />
          ) : (
            <span className="verdict caption">says</span>
          )}
          <div className="body">
            <p className="byline">
              <ExplainedName explainer={explainer} keyed={false} />
              {live ? (
                <>
                  {' '}
                  <Live provider={live.provider} at={live.at} />
                </>
              ) : null}
            </p>
            <p className="claim">{text}</p>
            {said ? (
              <p className="caption">
                written out of its answer <span className="mono">{said}</span>
              </p>
            ) : null}
          </div>
          <div className="score">
            {sure ? (
              <>
                <b>{sure}</b>
                {index === 0 ? <Term of="certainty" /> : 'certainty'}
              </>
            ) : null}
            {agreement == null ? null : (
              <span className="caption agreement">
                {index === 0 ? (
                  <Term of="agreement">{agreementWords(agreement)}</Term>
                ) : (
                  agreementWords(agreement)
                )}
              </span>
            )}
            {beside?.of(explanation)}
          </div>
        </article>
      );
    });
}

/** The controls on the same question: what can be had without reading the vector. */
export function ControlsTable({ explanations, explainers, rules, judged = true, beside }: ExplanationsProps) {
  const controls = saidBy(explanations, explainers).filter(({ explainer }) => isControlled(explainer));
  if (controls.length === 0) return null;
  return (
    <table className="table controls-table">
      <thead>
        <tr>
          <th scope="col">
            <Term of="control">controls</Term>
          </th>
          <th scope="col">claims</th>
          {judged ? (
            <th scope="col">
              <Term of="verdict" />
            </th>
          ) : null}
          {beside ? (
            <th scope="col" className="number">
              {beside.name}
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {controls.map(({ explainer, explanation }) => (
          <tr key={explainer.id} data-role={roleOf(explainer)}>
            <th scope="row">
              <ExplainedName explainer={explainer} bare />
            </th>
            <td>
              <span className="small-claim">{explanation.text}</span>
            </td>
            {judged ? (
              <td>
                <VerdictMark verdict={explanation.verdict} rules={rules} />
              </td>
            ) : null}
            {beside ? <td className="number">{beside.of(explanation)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
