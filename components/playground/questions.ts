import type { LiveExplainer } from '@/components/live/setup';
import type { EditOutcome } from '@/lib/measure/edited';
import { vectorAt } from '@/lib/measure/stream';
import type { TakenVector } from '@/lib/task/task';
import { allTasks } from '@/lib/task/tasks';
import type { VectorQuestion } from './explain';
import type { Chosen } from './sites';

const takenFrom = ({ stream, cell }: Chosen): TakenVector => ({
  text: stream.text.text,
  tokens: stream.tokens,
  ...cell,
  next: stream.next,
});

/** A question, and the explainers that can be asked it. */
export interface Askable {
  question: VectorQuestion;
  shipped: LiveExplainer[];
}

/** What can be asked about a vector as it stands, of the explainers that are shipped. */
export function questionsOf(taken: Chosen, shipped: readonly LiveExplainer[]): Askable[] {
  const vector = vectorAt(taken.stream, taken.cell);
  return ask(shipped, (task) => {
    const question = task.ofVector?.(takenFrom(taken), null);
    return question && { ...question, task, given: { ids: taken.stream.text.ids, vector } };
  });
}

/** What can be asked only once the vector has been put into another text, unchanged, and what that did is measured. */
export function questionsOfPut(
  taken: Chosen,
  put: Chosen,
  { edited, changed, effect }: EditOutcome,
  shipped: readonly LiveExplainer[],
): Askable[] {
  const vector = vectorAt(taken.stream, taken.cell);
  return ask(shipped, (task) => {
    if (task.ofVector?.(takenFrom(taken), null)) return null;
    const question = task.ofVector?.(takenFrom(taken), {
      ...takenFrom(put),
      patched: edited,
      changed,
      effect,
    });
    return question && { ...question, task, given: { ids: put.stream.text.ids, vector } };
  });
}

function ask(
  shipped: readonly LiveExplainer[],
  questionTo: (task: VectorQuestion['task']) => VectorQuestion | null | undefined,
): Askable[] {
  return allTasks().flatMap((task): Askable[] => {
    const able = shipped.filter(({ sidecar }) => sidecar.task === task.id);
    const question = able.length > 0 ? questionTo(task) : null;
    return question ? [{ question, shipped: able }] : [];
  });
}

/** What of a question is not in its explainers: another site, text or outcome is another question. */
export const askedKey = ({ question: { task, body } }: Askable): string =>
  `${task.id} ${JSON.stringify(body)}`;
