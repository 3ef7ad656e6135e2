import { TAB } from '@/lib/api/paths';
import { issueLine } from '@/lib/schemas';
import type { AnyTask } from '@/lib/task/task';
import type { ModelId } from '@/lib/words';
import { SNAPSHOT_FORMAT, type Snapshot } from './snapshot';
import { liveDetailSchema } from './snapshot-schema';
import type { View } from './view';

/** What the store knows of what a view names. */
export interface Known {
  /** The target; null where there is none of that name. */
  model: { contentHash: string } | null;
  /** The recorded question that the view names, null where there is none. */
  question: { targetId: ModelId; task: string; body: unknown } | null;
  /** Ids of the explainers that answer the task about the target. */
  explainers: readonly string[];
}

/**
 * What is wrong with a link that somebody wants to make, in one line; null when nothing is. Nobody can share a question of one
 * target as another's, nor values of one question as another's, nor values as measured on weights that they were not measured on; verdicts are not taken from whoever
 * makes the link at all.
 */
export function complaintAbout(
  task: AnyTask,
  view: View,
  live: Snapshot | null,
  known: Known,
): string | null {
  // Nobody here could hold values of such a model against it: whoever opens the link measures with the same folder.
  if (view.target === TAB)
    return live ? 'live: values of a folder of a tab are not kept; share the view alone.' : null;
  if (!known.model) return `view: the store has no model ${view.target}.`;
  if ('question' in view) {
    if (!known.question) return `view: there is no question ${view.question}.`;
    if (known.question.targetId !== view.target || known.question.task !== view.task)
      return `view: question ${view.question} is not one about ${view.target}.`;
  }
  if (!live) return null;
  if (live.format !== SNAPSHOT_FORMAT || live.task !== view.task)
    return `live: results of ${live.task} are not a view of ${view.task}.`;
  if (live.contentHash !== known.model.contentHash)
    return `live: the results were measured on other weights than those of ${view.target} now. Measure again.`;
  const detail = liveDetailSchema(task).safeParse(live.detail);
  if (!detail.success) return issueLine(detail.error, 'live.detail');
  if (known.question && task.isDetailOf?.(known.question.body, detail.data) === false)
    return `live.detail: the results were not measured for question ${'question' in view ? view.question : ''}.`;
  const stranger = live.explanations.find(({ explainerId }) => !known.explainers.includes(explainerId));
  return stranger ? `live: ${view.target} has no explainer ${stranger.explainerId}.` : null;
}
