import type { Copyable } from '@/components/copy/copyable';
import { shortHash } from '@/components/format/number';
import { isControlled } from '@/components/format/words';
import { itemPath, questionPath } from '@/lib/api/paths';
import { explainerWord } from '@/lib/explainer/name';
import type { ExplainerRecord, Item } from '@/lib/store/records';
import type { AnyTask } from '@/lib/task/task';
import { saidBy } from './explanations';

/** What is particular to a task, and to what is chosen of a question. */
type Own = Pick<Copyable, 'measured' | 'draw' | 'table'> & {
  /** Height of what its embed draws of the measurement, in pixels. */
  height: number;
  /** What of the page is chosen, where that is not what the question asks about. */
  place: Readonly<Record<string, string | number>>;
  /** The explanations on record are of what is chosen. */
  said: boolean;
};

/** What stands around that in an embed, and each explanation in it. */
const AROUND = 210;
const EXPLANATION = 64;
const CONTROL = 30;

/** A recorded question, to be taken elsewhere: what every task says in the same way. */
export function questionCopy(
  task: Pick<AnyTask, 'path'>,
  item: Pick<Item, 'id' | 'targetId' | 'title' | 'truthHash' | 'explanations'>,
  explainers: readonly ExplainerRecord[],
  { place, said, height, ...own }: Own,
): Copyable {
  const query = new URLSearchParams(Object.entries(place).map(([name, value]) => [name, String(value)]));
  const all = saidBy(item.explanations, explainers);
  const main = all.filter(({ explainer }) => !isControlled(explainer));
  const claims = main.map(({ explainer, explanation: { text, verdict } }) => ({
    who: explainerWord(explainer),
    text,
    verdict,
  }));
  return {
    ...own,
    key: `${item.targetId}-${task.path}-${item.id.slice(0, 7)}`,
    title: item.title,
    claims: said ? claims : [],
    source: `${item.targetId}, truth ${shortHash(item.truthHash)}`,
    page: itemPath(task, item.targetId, item.id, query.toString()),
    height: AROUND + height + EXPLANATION * main.length + CONTROL * (all.length - main.length),
    api: questionPath(item.id),
  };
}
