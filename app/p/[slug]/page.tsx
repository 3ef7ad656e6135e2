import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { PermalinkNote, type LiveValues } from '@/components/item/permalink-note';
import { isOutdated } from '@/components/live/snapshot-of';
import { TabOwn } from '@/components/tab/pages';
import { OwnPage, QuestionPage } from '@/components/task/pages';
import { viewOf } from '@/components/task/views';
import { StateBlock } from '@/components/ui/state';
import { linkPath, TAB, withQuery } from '@/lib/api/paths';
import { type Snapshot } from '@/lib/permalink/snapshot';
import { readSnapshot } from '@/lib/permalink/snapshot-schema';
import { decodeLink } from '@/lib/permalink/decode-link';
import { pageView, type PageView, queryOf, readsAddress, subjectOf } from '@/lib/permalink/page-view';
import { VIEW_VERSION, type View } from '@/lib/permalink/view';
import { getPermalink, getQuestion, getRun, store } from '@/lib/store';
import { headOf, type ModelRecord, type PermalinkRecord } from '@/lib/store/records';
import { loadExamples } from '../../_data/examples';
import { loadLiveSetup } from '../../_data/live';
import { previewOf } from '../../_data/preview';
import { loadRelated } from '../../_data/related';
import { toQuery } from '../../_data/query';
import { readPart } from '../../_data/route';
import { loadModel, loadShown } from '../../_data/target';
import { PageOf } from './page-of';
import '@/components/tab/tab.css';

const loadLink = cache(async (part: string) => {
  const slug = readPart(part);
  return slug ? getPermalink(store(), slug) : null;
});

export async function generateMetadata({ params }: PageProps<'/p/[slug]'>): Promise<Metadata> {
  const link = await loadLink((await params).slug);
  const robots = { index: false };
  if (!link) return { title: 'Shared view', robots };
  return { ...previewOf(linkPath(link.slug), 'Shared view', link.note ?? undefined), robots };
}

/** What a link restores: the same page, place and input, with the live values as they stood when it was made. */
export default async function SharedViewPage({ params, searchParams }: PageProps<'/p/[slug]'>) {
  const link = await loadLink((await params).slug);
  if (!link) notFound();
  let view: View | PageView;
  try {
    view = decodeLink(link.view);
  } catch (error) {
    return <Unreadable reason={error instanceof Error ? error.message : 'The view cannot be read.'} />;
  }
  if ('page' in view) return <SharedPage link={link} view={view} query={await searchParams} />;
  if (view.target === TAB && 'own' in view)
    return (
      <>
        <PermalinkNote link={link} version={VIEW_VERSION} target={view.need?.folder ?? TAB} values="none" />
        <TabOwn task={view.task} start={{ own: view.own, place: view.place }} need={view.need} />
      </>
    );
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

/** A page about no question. Where its script reads the address alone, the state is put into that of the link first. */
async function SharedPage({
  link,
  view,
  query,
}: {
  link: PermalinkRecord;
  view: PageView;
  /** Of the address of the link, as a reader has gone on from it. */
  query: Record<string, string | string[] | undefined>;
}) {
  const about = subjectOf(view);
  const found =
    !about || (about.kind === 'run' ? await getRun(store(), about.id) : await loadModel(about.id));
  if (!found) return <Unreadable reason={`The store has no ${about.kind} ${about.id}.`} />;
  const [own, gone] = [queryOf(view), toQuery(query)];
  if (readsAddress(view) && own.size > 0 && gone.size === 0) redirect(withQuery(linkPath(link.slug), own));
  const shown = readsAddress(view) ? pageView(view.page, view.id, gone) : view;
  return (
    <>
      <PermalinkNote link={link} version={VIEW_VERSION} target={about?.id ?? ''} values="none" />
      <PageOf view={shown} />
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
  const shared = { target: headOf(target), explainers, setup, snapshot };
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
