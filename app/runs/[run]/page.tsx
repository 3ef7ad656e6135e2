import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RunPage } from '@/components/runs/run-page';
import { getRun, listEvaluations, store } from '@/lib/store';
import { loadRun, loadRuns, type MadeRun } from '../../_data/runs';
import { loadExplainers } from '../../_data/target';

type Props = PageProps<'/runs/[run]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { run } = await params;
  return { title: (await loadRun(run)) ? `Run ${run}` : 'Not found' };
}

/** Most runs whose curves stand beside one: beyond that, no line can be told from another. */
const MOST_BESIDE = 4;

export default async function Run({ params, searchParams }: Props) {
  const made = await loadRun((await params).run);
  if (!made) notFound();
  const query = await searchParams;
  const asked = [query.with ?? []].flat().flatMap((text) => text.split(','));
  const others = (await loadRuns()).filter(({ run }) => run.kind === made.run.kind && run.id !== made.run.id);
  const beside = others.filter(({ run }) => asked.includes(run.id)).slice(0, MOST_BESIDE);
  return (
    <RunPage
      made={made}
      beside={await Promise.all(
        beside.map(async (other) => ({ ...other, run: (await getRun(store(), other.run.id))! })),
      )}
      others={others}
      unknown={asked.filter((id) => id !== '' && !others.some(({ run }) => run.id === id))}
      log={query.scale === 'log'}
      scores={await scoresOf(made)}
    />
  );
}

/** Scores of everyone who answered the questions that this run's explainer was asked. */
async function scoresOf({ explainer }: MadeRun) {
  if (!explainer) return null;
  const { targetId, task } = explainer;
  const [explainers, evaluations] = await Promise.all([
    loadExplainers(targetId, task),
    listEvaluations(store(), { targetId, task, split: 'test', slice: 'all' }),
  ]);
  return { explainers, evaluations: evaluations.filter(({ againstId }) => againstId === null) };
}
