import type { AnyView } from '@/components/task/view';

/** A column of the result: a metric under the name it has on the home page. */
export interface ScoreColumnWords {
  metric: string;
  name: string;
  unit: string;
  meaning: string;
}

export function columnsOf({ task, scores }: AnyView): ScoreColumnWords[] {
  return scores.map(({ metric: id, name }) => {
    const metric = task.metrics.find((known) => known.id === id);
    if (!metric) throw new Error(`The task ${task.id} has no metric ${id}.`);
    return { metric: id, name, unit: metric.unit, meaning: metric.meaning };
  });
}

/** The metric that explainers of a task are compared by. */
export function headlineOf({ task }: AnyView): { id: string; label: string } {
  const metric = task.metrics.find(({ headline }) => headline) ?? task.metrics[0];
  if (!metric) throw new Error(`The task ${task.id} has no metric.`);
  return metric;
}
