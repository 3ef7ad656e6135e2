import { Graph, add, gradients, type Value } from '@/lib/graph';
import type { Parameters } from '@/lib/model/parameters';
import { NAME, type Loss, type Objective, type RandomMask } from './objective';
import { adamw, type Differentiated, type OptimiserSettings } from './optimiser';

/**
 * What a compiled graph does with a batch. All give the loss and its parts; beside that
 *
 * - `loss`: nothing, and without dropout;
 * - `gradients`: the gradient of every trained parameter;
 * - `accumulate`: those added to the sums of earlier micro-batches;
 * - `step`: the parameters and moments after a step of AdamW, all in one graph;
 * - `last`: the same after the gradient was added to the sums.
 */
export type StepKind = 'loss' | 'gradients' | 'accumulate' | 'step' | 'last';

export interface StepGraph {
  graph: Graph;
  /** Names of the parameters, trained and frozen, in the order in which the forward pass comes by them. */
  parameters: string[];
  /** How many parts the loss has. */
  parts: number;
  masks: readonly RandomMask[];
}

/**
 * Builds the graph of one {@link StepKind} for batches shaped like `batch`. Every parameter is an input under its own
 * name. Throws an Error that names a parameter of `trained` that the loss does not depend on.
 */
export function buildStep<Batch>(
  kind: StepKind,
  objective: Objective<Batch>,
  batch: Batch,
  trained: Parameters,
  settings: OptimiserSettings,
): StepGraph {
  const graph = new Graph();
  const parameters = new Map<string, Value>();
  const get = (name: string) => {
    const known = parameters.get(name);
    if (known) return known;
    const parameter = trained.get(name) ?? objective.frozen.get(name);
    if (!parameter) throw new Error(`the loss asks for ${name}, which is neither trained nor frozen`);
    const value = graph.input(name, 'float32', parameter.shape);
    parameters.set(name, value);
    return value;
  };
  const loss = objective.loss(graph, get, batch, kind !== 'loss');
  graph.output(NAME.loss, loss.loss);
  loss.parts.forEach((part, i) => graph.output(NAME.part(i), part));
  if (kind !== 'loss') addGradients(kind, graph, differentiate(loss, parameters, trained), settings);
  return { graph, parameters: [...parameters.keys()], parts: loss.parts.length, masks: loss.masks ?? [] };
}

function addGradients(
  kind: Exclude<StepKind, 'loss'>,
  graph: Graph,
  own: Differentiated[],
  settings: OptimiserSettings,
): void {
  const summed = () =>
    own.map(({ name, value, gradient }) => ({
      name,
      value,
      gradient: add(graph.input(NAME.accumulated(name), 'float32', value.shape), gradient),
    }));
  if (kind === 'step') adamw(graph, own, settings);
  else if (kind === 'last') adamw(graph, summed(), settings);
  else if (kind === 'gradients')
    for (const { name, gradient } of own) graph.output(NAME.gradient(name), gradient);
  else
    for (const { name, gradient } of summed()) graph.output(NAME.updated(NAME.accumulated(name)), gradient);
}

function differentiate(
  { loss }: Loss,
  parameters: ReadonlyMap<string, Value>,
  trained: Parameters,
): Differentiated[] {
  const own = [...trained.keys()].map((name) => {
    const value = parameters.get(name);
    if (!value) throw new Error(`${name} is trained, but the loss of this batch does not use it`);
    return { name, value };
  });
  const found = gradients(
    loss,
    own.map(({ value }) => value),
  );
  return own.map((parameter, i) => ({ ...parameter, gradient: found[i]! }));
}
