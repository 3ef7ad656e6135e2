import type { Metadata } from 'next';
import { EmptyStore } from '@/components/home/empty-store';
import { count } from '@/components/format/number';
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
        <span className="caption">{count(runs.length)} trainings, each with the command that repeats it</span>
      </div>
      <InProgress />
      <section className="section" aria-label="Runs">
        <RunTable rows={runs} />
      </section>
    </>
  );
}
