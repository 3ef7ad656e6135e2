import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CompareEmbed } from '@/components/compare/compare-embed';
import { lookAt } from '@/components/compare/look';
import { EmbedFrame } from '@/components/embed/embed-frame';
import { allViews } from '@/components/task/views';
import { Measured } from '@/components/ui/badge';
import { loadCompared, resultsBy } from '../../_data/compare';
import { toQuery } from '../../_data/query';
import '@/components/home/home.css';

export const metadata: Metadata = { title: 'Compare' };

/** The finding about one target and task in a frame of another site. */
export default async function EmbeddedComparison({ searchParams }: PageProps<'/embed/compare'>) {
  const query = toQuery(await searchParams);
  const all = await Promise.all(
    allViews().map(async (view) => ({ view, compared: await loadCompared(view.task.id) })),
  );
  const answered = all.filter(({ compared }) => compared.length > 0);
  if (answered.length === 0) notFound();
  const { look, notices } = lookAt(
    query,
    answered.map(({ view, compared }) => ({ view, targets: compared.map(({ target }) => target.id) })),
  );
  const { view, metric, target } = look;
  const { compared } = answered.find((one) => one.view === view)!;
  const result = resultsBy(compared, metric.id).find(({ targetId }) => targetId === target);
  if (!result) notFound();
  const { runId } = result.self.explainer;
  return (
    <EmbedFrame
      title={`${view.name} of ${target}: ${metric.label}`}
      caption="held-out questions, 95% intervals"
      badge={runId ? <Measured what="run" hash={runId} /> : null}
      theme={query.get('theme') ?? undefined}
    >
      {notices.map((notice) => (
        <p key={notice} className="note">
          {notice}
        </p>
      ))}
      <CompareEmbed result={result} view={view} metric={metric} />
    </EmbedFrame>
  );
}
