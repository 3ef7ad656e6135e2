import type { Metadata } from 'next';
import { EmptyStore } from '@/components/home/empty-store';
import { count } from '@/components/format/number';
import { Term } from '@/components/glossary/term';
import { Wording } from '@/components/ui/wording';
import { InProgress } from '@/components/runs/in-progress';
import { RunTable } from '@/components/runs/run-table';
import { loadRuns } from '../_data/runs';

export const metadata: Metadata = { title: 'Runs' };

export default async function RunsPage() {
  const runs = await loadRuns();
  if (runs.length === 0) return <EmptyStore />;
  return (
    <>
      <div className="head">
        <h1>Runs</h1>
        <span className="caption">{count(runs.length)} runs, each with the command that repeats it</span>
        <p className="lead">
          <Wording
            plain={
              <>
                Everything shown here was trained here: the models, and the{' '}
                <Term of="explainer">explainers</Term> of them. A <Term of="run" /> makes its{' '}
                <Term of="loss" /> small step by step; what chance decides in it follows from its{' '}
                <Term of="seed" />.
              </>
            }
            research={
              <>
                Pretraining of targets and fine-tuning of <Term of="explainer">explainers</Term>: settings,{' '}
                <Term of="seed" />, code version and data hash of each <Term of="run" />, with the final{' '}
                <Term of="loss" /> in nats and the share right on training and <Term of="held-out" />{' '}
                questions.
              </>
            }
          />
        </p>
      </div>
      <InProgress />
      <section className="section" aria-label="Runs">
        <RunTable rows={runs} />
      </section>
    </>
  );
}
