import { count } from '@/components/format/number';
import { filterWords } from '@/components/list/filter-words';
import { claimsOf, type Pictured } from '@/components/picture/pictured';
import type { AnyView } from '@/components/task/view';
import { findViewAt, viewOf } from '@/components/task/views';
import { readFilters } from '@/lib/api/query';
import { snapshotVerdict, type Snapshot } from '@/lib/permalink/snapshot';
import { readSnapshot } from '@/lib/permalink/snapshot-schema';
import { decodeLink } from '@/lib/permalink/decode-link';
import { listedBy } from '@/lib/permalink/list-id';
import { type PageView, queryOf } from '@/lib/permalink/page-view';
import type { View } from '@/lib/permalink/view';
import { getQuestion, listQuestions, store } from '@/lib/store';
import type { ExplanationRecord, ItemWithDetail, PermalinkRecord } from '@/lib/store/records';
import { questionId } from '@/lib/task/identity';
import { placeKey } from '@/lib/task/task';
import { loadModel, loadShown } from './target';

/** What stands on the picture of a recorded question: what was measured, and what the compared explainers say. */
export async function pictureOfQuestion(item: ItemWithDetail, note: string | null = null): Promise<Pictured> {
  const view = viewOf(item.task);
  return {
    ...{ kind: kindOf(view, item.targetId), title: item.title, measured: view.outcome(item), note },
    claims: claimsOf(item.explanations, await loadShown(item.targetId, item.task)),
  };
}

const kindOf = ({ name }: AnyView, target: string) => `${name} of ${target}`;

/** What stands on the picture of a link: the place that it shows, with the live values that it keeps; null where it cannot be restored. */
export async function pictureOfLink({
  view: encoded,
  note,
  live,
}: PermalinkRecord): Promise<Pictured | null> {
  const shown = readView(encoded);
  if (shown && 'page' in shown) return pictureOfPage(shown, note);
  const target = shown && (await loadModel(shown.target));
  if (!shown || !target) return null;
  const view = viewOf(shown.task);
  const snapshot = readSnapshot(view.task, live);
  if ('own' in shown) {
    const body = view.task.own?.body(shown.own);
    return body === undefined
      ? null
      : pictureOfPlace(shown, view, { body, title: view.task.title(body) }, snapshot, note);
  }
  const item = await getQuestion(store(), shown.question);
  if (!item || item.targetId !== target.id || item.task !== shown.task) return null;
  const place = view.task.at?.(item.body, snapshot?.detail ?? item.detail, shown.place);
  const isItself = !place || questionId(view.task, target.id, place.body) === item.id;
  if (isItself && item.explanations.length > 0) return pictureOfQuestion(item, note);
  return pictureOfPlace(shown, view, item, snapshot, note);
}

function readView(encoded: string): View | PageView | null {
  try {
    return decodeLink(encoded);
  } catch {
    return null;
  }
}

/** A page about no question: what it is of, in the words of its title; null where it is no more. */
function pictureOfPage(shown: PageView, note: string | null): Pictured | Promise<Pictured | null> {
  const { page, id } = shown;
  if (page === 'list') return pictureOfList(shown, note);
  const [task, target, text] = ['task', 'target', 'text'].map((name) => queryOf(shown).get(name));
  const title = {
    compare: 'Self against other',
    run: `Run ${id}`,
    model: id,
    playground: text ?? 'A text of one’s own',
  }[page];
  const kind = {
    compare: [task && findViewAt(task)?.name, target].filter(Boolean).join(' of ') || 'Comparison',
    run: 'Training run',
    model: 'Model',
    playground: `Playground of ${id}`,
  }[page];
  return { kind, title, measured: null, claims: [], note };
}

/** A list of questions: what is asked, how many it has, and what it is filtered by. */
async function pictureOfList(shown: PageView, note: string | null): Promise<Pictured | null> {
  const { target, path } = listedBy(shown.id);
  const view = findViewAt(path);
  if (!view || !(await loadModel(target))) return null;
  const filters = readFilters(queryOf(shown));
  const [explainers, { total, totalIsExact }] = await Promise.all([
    loadShown(target, view.task.id),
    listQuestions(store(), { targetId: target, task: view.task.id, ...filters, limit: 1 }),
  ]);
  const counted = `${totalIsExact ? '' : 'more than '}${count(total)} ${total === 1 ? 'question' : 'questions'}`;
  return {
    ...{ kind: kindOf(view, target), title: view.asks, measured: null, claims: [], note },
    lists: { counted, filters: filterWords(view.task, filters, explainers) },
  };
}

/** A place that is not asked about on record: measured as the link or the record has it, and said as the link has it. */
async function pictureOfPlace(
  { target, task, place }: View,
  view: AnyView,
  of: Pick<ItemWithDetail, 'title' | 'body'> & Partial<Pick<ItemWithDetail, 'detail'>>,
  snapshot: Snapshot | null,
  note: string | null,
): Promise<Pictured> {
  const detail = snapshot?.detail ?? of.detail;
  const asked = detail == null ? null : (view.task.at?.(of.body, detail, place) ?? null);
  const said = (snapshot?.explanations ?? []).flatMap((one): ExplanationRecord[] => {
    const verdict = snapshot && snapshotVerdict(view.task, of.body, snapshot, one);
    return verdict && placeKey(one.place) === placeKey(place)
      ? [{ ...one, verdict, provider: snapshot.provider }]
      : [];
  });
  return {
    ...{ kind: kindOf(view, target), title: of.title, note },
    measured: asked && view.outcome({ ...blank, ...asked, task, targetId: target, title: of.title }),
    claims: claimsOf(said, await loadShown(target, task)),
  };
}

/** What a question of the record has beside what was asked and measured. */
const blank = {
  id: '',
  split: 'test',
  truthHash: '',
  explanations: [],
} as const satisfies Partial<ItemWithDetail>;
