import { Graph, concat, gather, transpose, where, type Value } from '@/lib/graph';
import type { ModelConfig } from '@/lib/model/config';
import { declareInputs } from '@/lib/model/inputs';
import { forward, type KeyValues } from '@/lib/model/forward';
import type { Parameters } from '@/lib/model/parameters';
import { CACHE_NAME, constantWeights } from './forward-graph';

/** Which sweep is wanted: layers in a block, and whether keys and values of earlier tokens are given. */
export interface SweepVariant {
  sweep: { block: number; past: boolean };
}

/** Names of the inputs of a sweep, beside those of `declareInputs` and the past. */
export const SWEEP_NAME = {
  /** `[cells]`, all 0: the row that new rows begin as. */
  base: 'sweep.base',
  /** `[past]`: which positions of the past are those of earlier tokens. */
  past: 'sweep.past',
  /** `[1, position, d_model]`: what is patched in at each token. */
  vectors: (layer: number) => `sweep${layer}.vectors`,
  /** `[rows so far, position, 1]`: where each row is patched. */
  active: (layer: number) => `sweep${layer}.active`,
} as const;

/** Number of blocks of `block` layers out of the embedding and all blocks' outputs. */
export const sweepBlocks = (config: Pick<ModelConfig, 'layers'>, block: number) => config.layers + 2 - block;

/**
 * Builds a sweep over all blocks of layers and some tokens of one text. A patch at layer k changes nothing before k,
 * so its row begins there: row 0 is the text as it is, and at each layer one row for each token is added to the batch
 * as a copy of row 0, patched. Half of the work of patching whole copies of the text is never done.
 *
 * The output is `logits`, `[1 + blocks * cells, vocab]`, rows in the order in which they were added.
 */
export function buildSweep(
  config: ModelConfig,
  parameters: Parameters,
  { sweep: { block, past } }: SweepVariant,
): Graph {
  const graph = new Graph();
  const inputs = declareInputs(graph, config, {
    batch: 1,
    length: 'length',
    selected: 'selected',
    ...(past && { keys: 'past+length' }),
  });
  const base = graph.input(SWEEP_NAME.base, 'int64', ['cells']);
  const edit = (layer: number, h: Value) => {
    const grown = layer < sweepBlocks(config, block) ? concat([h, gather(h, base)], 0) : h;
    const vectors = graph.input(SWEEP_NAME.vectors(layer), 'float32', [1, 'length', config.dModel]);
    const active = graph.input(SWEEP_NAME.active(layer), 'bool', [grown.shape[0]!, 'length', 1]);
    return where(active, vectors, grown);
  };
  const { logits } = forward(config, constantWeights(graph, config, parameters), inputs, {
    edit,
    past: past ? declarePrefix(graph, config) : undefined,
  });
  graph.output('logits', logits);
  return graph;
}

/** Keys and values of the tokens before the first that is patched, which all rows share: some positions of all that were read. */
function declarePrefix(graph: Graph, config: ModelConfig): KeyValues[] {
  const positions = graph.input(SWEEP_NAME.past, 'int64', ['past']);
  const shape = [1, config.keyValueHeads, 'read', config.headDim];
  const part = (block: number, name: 'key' | 'value') => {
    const all = graph.input(CACHE_NAME.past(block, name), 'float32', shape);
    return transpose(gather(transpose(all, [2, 0, 1, 3]), positions), [1, 2, 0, 3]);
  };
  return Array.from({ length: config.layers }, (_, block) => ({
    key: part(block, 'key'),
    value: part(block, 'value'),
  }));
}
