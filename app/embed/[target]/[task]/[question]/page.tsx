import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EmbedFrame } from '@/components/embed/embed-frame';
import { EmbedSaid } from '@/components/embed/embed-said';
import { QuestionEmbed } from '@/components/task/pages';
import { Measured } from '@/components/ui/badge';
import { headOf } from '@/lib/store/records';
import { loadItem } from '../../../../_data/item';
import { toQuery } from '../../../../_data/query';
import { loadShown } from '../../../../_data/target';

type Props = PageProps<'/embed/[target]/[task]/[question]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadItem(await params))?.item.title ?? 'Not found' };
}

/** A recorded question in a frame of another site: what was measured beside what was said. */
export default async function EmbeddedQuestion({ params, searchParams }: Props) {
  const found = await loadItem(await params);
  if (!found) notFound();
  const { target, view, item } = found;
  return (
    <EmbedFrame
      title={`${item.title}: ${view.outcome(item)}`}
      caption={`${view.name.toLowerCase()} of ${target.name}`}
      badge={<Measured what="truth" hash={item.truthHash} />}
      theme={toQuery(await searchParams).get('theme') ?? undefined}
    >
      <QuestionEmbed target={headOf(target)} item={item} />
      <EmbedSaid
        explanations={item.explanations}
        explainers={await loadShown(target.id, item.task)}
        rules={view.verdicts}
      />
    </EmbedFrame>
  );
}
