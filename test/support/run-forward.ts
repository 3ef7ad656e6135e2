import { Graph, type Value } from '@/lib/graph';
import type { ModelConfig } from '@/lib/model/config';
import { declareInputs } from '@/lib/model/inputs';
import { forward, plainWeights } from '@/lib/model/forward';
import type { Weights } from '@/lib/model/weights';
import type { Parameters } from '@/lib/model/parameters';
import { positionFeeds } from '@/lib/model/positions';
import { evaluateGraph, type TypedTensor } from './evaluate-graph';

/** Gives a graph's constants by the names of the tensors. */
export function constants(graph: Graph, parameters: Parameters): (name: string) => Value {
  const known = new Map<string, Value>();
  return (name) => {
    const value = known.get(name);
    if (value) return value;
    const { data, shape } = parameters.get(name)!;
    const made = graph.constant(data, shape, name);
    known.set(name, made);
    return made;
  };
}

/** Logits at every position of one sequence, `[position * vocab]`, by the forward pass alone: no engine, no batch. */
export async function runForward(
  config: ModelConfig,
  parameters: Parameters,
  ids: readonly number[],
  change: (weights: Weights, graph: Graph) => Weights = (weights) => weights,
): Promise<Float64Array> {
  const graph = new Graph();
  const length = ids.length;
  const inputs = declareInputs(graph, config, { batch: 1, length, selected: length });
  const weights = change(plainWeights(constants(graph, parameters), config), graph);
  graph.output('logits', forward(config, weights, inputs).logits);
  const feeds: Record<string, TypedTensor> = {
    ids: { dtype: 'int64', data: BigInt64Array.from(ids, BigInt), shape: [1, length] },
    select: { dtype: 'int64', data: BigInt64Array.from(ids, (_, i) => BigInt(i)), shape: [length] },
  };
  for (const { name, kind, data, shape } of positionFeeds(config, length))
    feeds[name] = { dtype: kind, data, shape };
  return (await evaluateGraph(graph, feeds)).logits!.data;
}
