import Link from 'next/link';
import { count, percent } from '@/components/format/number';
import { minute } from '@/components/ui/badge';
import { findViewOf } from '@/components/task/views';
import { runPath } from '@/lib/api/paths';
import type { ExplainerRecord, ModelRecord, RunRecord } from '@/lib/store/records';
import { Made } from './made';

export interface RunRow {
  run: RunRecord;
  model: ModelRecord | null;
  explainer: ExplainerRecord | null;
}

/** All runs as a table: what each made, from how much, how it ended, when. */
export function RunTable({ rows }: { rows: readonly RunRow[] }) {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Runs, table">
      <table className="table runs-table">
        <thead>
          <tr>
            <th scope="col">run</th>
            <th scope="col">made</th>
            <th scope="col">task</th>
            <th scope="col" className="number">
              examples
            </th>
            <th scope="col" className="number">
              steps
            </th>
            <th scope="col" className="number">
              seed
            </th>
            <th scope="col" className="number">
              loss
            </th>
            <th scope="col" className="number">
              right, training
            </th>
            <th scope="col" className="number">
              right, held out
            </th>
            <th scope="col" className="after-number">
              finished
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.run.id} {...row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ run, model, explainer }: RunRow) {
  const { steps } = run.config;
  const { loss, rightTraining, rightValidation } = run.metrics;
  return (
    <tr>
      <th scope="row">
        <Link className="mono" href={runPath(run.id)} prefetch={false}>
          {run.id}
        </Link>
      </th>
      <td>
        <Made run={run} model={model} explainer={explainer} />
      </td>
      <td>{taskWord(run, explainer)}</td>
      <td className="number">{explainer?.trainExamples ? count(explainer.trainExamples) : '–'}</td>
      <td className="number">{typeof steps === 'number' ? count(steps) : '–'}</td>
      <td className="number">{run.kind === 'import' ? '–' : run.seed}</td>
      <td className="number">{loss === undefined ? '–' : loss.toFixed(3)}</td>
      <td className="number">{rightTraining === undefined ? '–' : percent(rightTraining)}</td>
      <td className="number">{rightValidation === undefined ? '–' : percent(rightValidation)}</td>
      <td className="after-number">{minute(run.createdAt)}</td>
    </tr>
  );
}

/** What kind of question a run is about; what makes none is called by what it does. */
function taskWord({ kind, config }: RunRecord, explainer: ExplainerRecord | null): string {
  const task = explainer?.task ?? (kind === 'import' ? config.task : undefined);
  if (typeof task === 'string') return findViewOf(task)?.name.toLowerCase() ?? task;
  return kind === 'import' ? 'import' : 'pretraining';
}
