import { nodeRuntime } from '@/lib/engine/runtime-node';
import { createEngine } from '@/lib/engine/session-engine';
import { explain } from '@/lib/explainer/trained';
import type { Parameters } from '@/lib/model/parameters';
import type { TrainInputs } from './train-inputs';
import type { TruthRow } from './truth-rows';

/** Questions that are asked for a figure: a share of one half is known to 5 points either way. */
const ASKED = 400;

/** What is trained of an explainer. */
export interface ExplainerWeights {
  parameters: Parameters;
  projections?: Parameters;
}

/** Share of questions that an explainer answers right, by the headline metric of the task; NaN where there are none. */
export async function shareRight(
  { task, base: { config, tokenizer }, sidecar: style }: Pick<TrainInputs, 'task' | 'base' | 'sidecar'>,
  { parameters, projections }: ExplainerWeights,
  rows: readonly TruthRow[],
): Promise<number> {
  const metric = task.metrics.find(({ headline }) => headline) ?? task.metrics[0]!;
  // Questions lie in random order, so that the first are as good as any.
  const asked = rows.slice(0, ASKED);
  if (asked.length === 0) return NaN;
  const engine = createEngine(nodeRuntime(), config, parameters, '');
  try {
    const said = await explain(
      task,
      { engine, tokenizer, style, ...(projections && { projections }) },
      asked,
    );
    return metric.of(said.map(({ text }, i) => task.judge(text, asked[i]!.truth)))();
  } finally {
    await engine.dispose();
  }
}
