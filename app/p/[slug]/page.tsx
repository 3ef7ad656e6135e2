import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { OwnPatching } from '@/components/patching/own-patching';
import { PermalinkNote } from '@/components/patching/permalink-note';
import { RecordedPatching } from '@/components/patching/recorded-patching';
import { StateBlock } from '@/components/ui/state';
import { readSnapshot } from '@/lib/permalink/snapshot';
import { decodeView, VIEW_VERSION, type View } from '@/lib/permalink/view';
import { getPatchItem, getPermalink, store } from '@/lib/store';
import type { PermalinkRecord } from '@/lib/store/records';
import { loadExamples } from '../../_data/examples';
import { loadLiveSetup } from '../../_data/live';
import { loadModel } from '../../_data/target';
import '@/components/patching/patching.css';

const loadLink = cache(async (slug: string) => (slug.length <= 100 ? getPermalink(store(), slug) : null));

export async function generateMetadata({ params }: PageProps<'/p/[slug]'>): Promise<Metadata> {
  const link = await loadLink((await params).slug);
  return { title: 'Shared view', description: link?.note ?? undefined, robots: { index: false } };
}

/** What a link restores: the same cell and texts, with the live values as they stood when it was made. */
export default async function SharedViewPage({ params }: PageProps<'/p/[slug]'>) {
  const link = await loadLink((await params).slug);
  if (!link) notFound();
  let view: View;
  try {
    view = decodeView(link.view);
  } catch (error) {
    return <Unreadable reason={error instanceof Error ? error.message : 'The view cannot be read.'} />;
  }
  return (
    <>
      <PermalinkNote link={link} version={VIEW_VERSION} />
      <Restored view={view} link={link} />
    </>
  );
}

async function Restored({ view, link }: { view: View; link: PermalinkRecord }) {
  const model = await loadModel(view.target);
  if (!model) return <Unreadable reason={`The store has no model ${view.target}.`} />;
  const setup = await loadLiveSetup(model);
  const snapshot = readSnapshot(link.live);
  const cell =
    view.layer === null || view.position === null ? null : { layer: view.layer, position: view.position };
  if (view.page === 'own') {
    const { text, source } = view;
    return (
      <OwnPatching
        target={model}
        setup={setup}
        examples={await loadExamples(model.id)}
        start={{ text, source, cell }}
        snapshot={snapshot}
      />
    );
  }
  const item = await getPatchItem(store(), view.question);
  if (!item)
    return (
      <Unreadable reason={`The store has no question ${view.question}; it belongs to another bundle.`} />
    );
  return (
    <RecordedPatching target={model} item={item} setup={setup} start={cell} snapshot={snapshot} list={null} />
  );
}

function Unreadable({ reason }: { reason: string }) {
  return (
    <div className="lone">
      <StateBlock
        caution
        level={1}
        title="This link cannot be restored"
        action={
          <Link className="btn" href="/">
            To the start
          </Link>
        }
      >
        <p>{reason}</p>
      </StateBlock>
    </div>
  );
}
