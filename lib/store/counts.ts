import type { StoreReader } from '@/lib/store/client';

/** Rows of each table that a reader may care about. */
export interface StoreCounts {
  models: number;
  explainers: number;
  runs: number;
  questions: number;
  explanations: number;
  evaluations: number;
  permalinks: number;
}

export async function storeCounts(client: StoreReader): Promise<StoreCounts> {
  const [models, explainers, runs, questions, explanations, evaluations, permalinks] = await Promise.all([
    client.model.count(),
    client.explainer.count(),
    client.run.count(),
    client.question.count(),
    client.explanation.count(),
    client.evaluation.count(),
    client.permalink.count(),
  ]);
  return { models, explainers, runs, questions, explanations, evaluations, permalinks };
}
