import type { z } from 'zod';
import type { BundleRow, BundleTable } from '@/lib/store/bundle-format';
import { issueLine } from '@/lib/schemas';
import type { BundleItem, EvaluationRecord, ExplainerRecord } from '@/lib/store/records';
import { formsOf } from '@/lib/task/forms';
import { questionId } from '@/lib/task/identity';
import { taskOf } from '@/lib/task/tasks';

/**
 * What the schemas of tables cannot say of rows: an item is what its task says, under the id that follows from what it asks;
 * explanations and scores are those of explainers of the same target and task. One check sees the tables of a
 * bundle in their order.
 */
export class BundleCheck {
  private readonly explainers = new Map<string, ExplainerRecord>();

  /**
   * The row as its task reads it.
   * @throws Error that says in a few words what is wrong
   */
  readonly check = <T extends BundleTable>(table: T, row: BundleRow<T>): BundleRow<T> => {
    if (table === 'explainers') return this.explainer(row as ExplainerRecord);
    if (table === 'items') return this.item(row as BundleItem);
    if (table === 'evaluations') return this.evaluation(row as EvaluationRecord);
    return row;
  };

  private explainer(row: ExplainerRecord): ExplainerRecord {
    knownTask(row.task);
    this.explainers.set(row.id, row);
    return row;
  }

  private item(row: BundleItem): BundleItem {
    const task = knownTask(row.task);
    const forms = formsOf(task);
    const body = read('body', forms.body, row.body) as BundleItem['body'];
    const truth = read('truth', forms.truth, row.truth) as BundleItem['truth'];
    const detail = read('detail', forms.detail, row.detail) as BundleItem['detail'];
    const id = questionId(task, row.targetId, body);
    if (id !== row.id) throw new Error(`id: is ${row.id}, and what it asks has ${id}`);
    for (const field of ['explanations', 'maps'] as const)
      for (const { explainerId } of row[field] ?? []) {
        const explainer = this.known(field, explainerId);
        if (explainer.targetId !== row.targetId || explainer.task !== row.task)
          throw new Error(`${field}: ${explainerId} explains another target or task`);
      }
    const places = task.places?.(detail).length ?? 0;
    for (const { explainerId, said, at, logProbability } of row.maps ?? [])
      if (
        at.length !== places ||
        logProbability.length !== places ||
        at.some((which) => which >= said.length)
      )
        throw new Error(`maps: that of ${explainerId} is not one of the ${places} places of this question`);
    return { ...row, body, truth, detail };
  }

  private evaluation(row: EvaluationRecord): EvaluationRecord {
    const { targetId, task } = this.known('explainerId', row.explainerId);
    if (row.againstId !== null) {
      const against = this.known('againstId', row.againstId);
      if (against.targetId !== targetId || against.task !== task)
        throw new Error(
          `againstId: ${row.againstId} explains another target or task than ${row.explainerId}`,
        );
    }
    const metrics = taskOf(task).metrics.map(({ id }) => id);
    if (!metrics.includes(row.metric))
      throw new Error(`metric: ${task} has no ${row.metric}; it has ${metrics.join(', ')}`);
    return row;
  }

  private known(field: string, id: string): ExplainerRecord {
    const explainer = this.explainers.get(id);
    if (!explainer) throw new Error(`${field}: the bundle has no explainer ${id}`);
    return explainer;
  }
}

function knownTask(id: string) {
  try {
    return taskOf(id);
  } catch (error) {
    throw new Error(`task: ${(error as Error).message.replace(/\.$/, '')}`, { cause: error });
  }
}

function read<T>(field: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(issueLine(parsed.error, field));
  return parsed.data;
}
