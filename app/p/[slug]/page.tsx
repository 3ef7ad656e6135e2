import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { PermalinkNote, type LiveValues } from '@/components/item/permalink-note';
import { isOutdated } from '@/components/live/snapshot-of';
import { OwnPage, QuestionPage } from '@/components/task/pages';
import { viewOf } from '@/components/task/views';
import { StateBlock } from '@/components/ui/state';
import { readSnapshot, type Snapshot } from '@/lib/permalink/snapshot';
import { decodeView, VIEW_VERSION, type View } from '@/lib/permalink/view';
import { getPermalink, getQuestion, store } from '@/lib/store';
import type { ModelRecord } from '@/lib/store/records';
import { loadExamples } from '../../_data/examples';
import { loadLiveSetup } from '../../_data/live';
import { loadRelated } from '../../_data/related';
import { readPart } from '../../_data/route';
import { loadModel, loadShown } from '../../_data/target';

const loadLink = cache(async (part: string) => {
  const slug = readPart(part);
  return slug ? getPermalink(store(), slug) : null;
});

export async function generateMetadata({ params }: PageProps<'/p/[slug]'>): Promise<Metadata> {
  const link = await loadLink((await params).slug);
  return { title: 'Shared view', description: link?.note ?? undefined, robots: { index: false } };
}

/** What a link restores: the same page, place and input, with the live values as they stood when it was made. */
export default async function SharedViewPage({ params }: PageProps<'/p/[slug]'>) {
  const link = await loadLink((await params).slug);
  if (!link) notFound();
  let view: View;
  try {
    view = decodeView(link.view);
  } catch (error) {
    return <Unreadable reason={error instanceof Error ? error.message : 'The view cannot be read.'} />;
  }
  const target = await loadModel(view.target);
  if (!target) return <Unreadable reason={`The store has no model ${view.target}.`} />;
  const snapshot = readSnapshot(viewOf(view.task).task, link.live);
  return (
    <>
      <PermalinkNote
        link={link}
        version={VIEW_VERSION}
        target={target.name}
        values={liveValues(link.live, snapshot, target)}
      />
      <Restored view={view} target={target} snapshot={snapshot} />
    </>
  );
}

function liveValues(live: unknown, snapshot: Snapshot | null, target: ModelRecord): LiveValues {
  if (live === null) return 'none';
  if (!snapshot) return 'unreadable';
  return isOutdated(snapshot, target.contentHash) ? 'outdated' : 'current';
}

async function Restored({
  view,
  target,
  snapshot,
}: {
  view: View;
  target: ModelRecord;
  snapshot: Snapshot | null;
}) {
  const [explainers, setup] = await Promise.all([
    loadShown(target.id, view.task),
    loadLiveSetup(target, view.task),
  ]);
  const shared = { target, explainers, setup, snapshot };
  if ('own' in view) {
    const examples = await loadExamples(target.id, view.task);
    return (
      <OwnPage
        {...shared}
        task={view.task}
        examples={examples}
        start={{ own: view.own, place: view.place }}
      />
    );
  }
  const item = await getQuestion(store(), view.question);
  if (!item)
    return (
      <Unreadable reason={`The store has no question ${view.question}; it belongs to another bundle.`} />
    );
  if (item.targetId !== target.id || item.task !== view.task)
    return (
      <Unreadable
        reason={`Question ${view.question} asks about ${item.targetId}, and this link shows ${target.id}.`}
      />
    );
  const related = await loadRelated(viewOf(view.task).task, item);
  return (
    <QuestionPage
      {...shared}
      item={item}
      related={related}
      place={view.place}
      list={null}
      predicting={null}
    />
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
          <Link className="button" href="/">
            Go to the home page
          </Link>
        }
      >
        <p>{reason}</p>
      </StateBlock>
    </div>
  );
}
