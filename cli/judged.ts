import type { Judged } from '@/lib/score/evaluate';
import { slicesOf } from '@/lib/task/facets';
import type { AnyTask } from '@/lib/task/task';
import type { Answer } from './ask-trained';
import type { TruthRow } from './truth-rows';

/** Each question with how everyone did on it. */
export function judgedQuestions(
  task: AnyTask,
  rows: readonly TruthRow[],
  answers: ReadonlyMap<string, readonly Answer[]>,
): Judged[] {
  return rows.map((row, i) => ({
    clusters: task.clusters(row.body),
    slices: slicesOf(task, row),
    judgements: new Map([...answers].map(([id, said]) => [id, task.judge(said[i]!.text, row.truth)])),
  }));
}
