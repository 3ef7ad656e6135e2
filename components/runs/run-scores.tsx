import { rollup } from 'd3-array';
import Link from 'next/link';
import { percent } from '@/components/format/number';
import { Term } from '@/components/glossary/term';
import { ExplainerName } from '@/components/ui/explainer-name';
import { findViewOf } from '@/components/task/views';
import { runPath } from '@/lib/api/paths';
import type { EvaluationRecord, ExplainerRecord } from '@/lib/store/records';
import { findTask } from '@/lib/task/tasks';

/** How what a run made was scored on held-out questions, among everyone who answered the same. */
export function RunScores({
  explainer,
  explainers,
  evaluations,
}: {
  explainer: ExplainerRecord;
  explainers: readonly ExplainerRecord[];
  /** Of the whole held-out split, no differences. */
  evaluations: readonly EvaluationRecord[];
}) {
  const metrics = findTask(explainer.task)?.metrics.filter(({ shown }) => shown) ?? [];
  const scores = rollup(
    evaluations,
    ([one]) => one,
    ({ explainerId }) => explainerId,
    ({ metric }) => metric,
  );
  const rows = explainers.filter(({ id }) => scores.has(id));
  const n = evaluations.find(({ explainerId }) => explainerId === explainer.id)?.n;
  if (rows.length === 0) return null;
  return (
    <section className="section" aria-labelledby="evaluation">
      <header>
        <h2 id="evaluation">Evaluation</h2>
        <span className="caption">
          {n ? (
            <>
              {n} <Term of="held-out">held-out</Term> questions of{' '}
            </>
          ) : null}
          {findViewOf(explainer.task)?.name.toLowerCase() ?? explainer.task}, %, with{' '}
          <Term of="interval">95% intervals</Term>
        </span>
      </header>
      <div className="scroll" tabIndex={0} role="region" aria-label="Evaluation, table">
        <table className="table runs-table">
          <thead>
            <tr>
              <th scope="col">explainer</th>
              {metrics.map(({ id, label }) => (
                <th key={id} scope="col" className="number">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} className={row.id === explainer.id ? 'chosen' : undefined}>
                <th scope="row">
                  {row.runId && row.id !== explainer.id ? (
                    <Link href={runPath(row.runId)} prefetch={false}>
                      <ExplainerName explainer={row} />
                    </Link>
                  ) : (
                    <ExplainerName explainer={row} />
                  )}
                  {row.trainExamples && row.rule === null ? (
                    <span className="caption"> {row.trainExamples.toLocaleString('en')}</span>
                  ) : null}
                </th>
                {metrics.map(({ id }) => (
                  <td key={id} className="number">
                    {score(scores.get(row.id)?.get(id))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function score(evaluation: EvaluationRecord | undefined) {
  if (!evaluation) return '–';
  const { value, low, high } = evaluation;
  return (
    <>
      <b>{percent(value)}</b>{' '}
      {low === null || high === null ? null : (
        <span className="caption">
          {percent(low)} to {percent(high)}
        </span>
      )}
    </>
  );
}
