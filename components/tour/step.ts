import { itemPath, ownPath } from '@/lib/api/paths';
import type { AnyTask } from '@/lib/task/task';

/** One stop of the tour through a task: a part of one of its pages, and what a newcomer should know of it. */
export interface TourStep {
  /** The page of a recorded question, or that of a reader's own. */
  page: 'question' | 'own';
  /** Selector of the part. */
  at: string;
  title: string;
  text: string;
}

/** The step of an address, counted from 1, and the question that the tour is about. */
export const TOUR = 'tour';
export const QUESTION = 'question';

/** What names a tour beside its step. */
interface Led {
  task: Pick<AnyTask, 'path'>;
  target: string;
  question: string;
}

/** The address of a step: all of the tour is in it, so that a reload, a link and the way back find it. */
export function stepPath({ task, target, question }: Led, { page }: TourStep, step: number): string {
  const query = new URLSearchParams({ [TOUR]: String(step) });
  if (page === 'question') return itemPath(task, target, question, String(query));
  // Its page begins with the texts of the question.
  query.set(QUESTION, question);
  return ownPath(task, target, query);
}

/** What the path and the query of a page say of the tour; null where they name no target, task and question. */
export function ledAt(
  path: string,
  query: URLSearchParams,
): { target: string; task: string; question: string; step: number } | null {
  const [, target = '', task = '', last = '', ...more] = path.split('/').map(decodeURIComponent);
  const question = last === 'own' ? query.get(QUESTION) : last;
  const step = Number(query.get(TOUR));
  if (!target || !task || !question || more.length > 0 || !Number.isInteger(step) || step < 1) return null;
  return { target, task, question, step };
}
