import { Graph, concat, encode, reshape, type Value } from '@/lib/graph';
import type { ModelConfig } from '@/lib/model/config';
import { declareInputs, forward, type ResidualEdit } from '@/lib/model/forward';
import type { Parameters } from '@/lib/model/parameters';
import type { Hook } from './engine';

/** Which forward pass is wanted; one session is compiled for each that is used. */
export interface ForwardVariant {
  /** Layers at which the residual stream may be replaced. */
  editedLayers: readonly number[];
  hooks: readonly Hook[];
}

/** Names of the tensors of an inference graph, beside those of `declareInputs`. */
export const EDIT_NAME = {
  mask: (layer: number) => `edit${layer}.mask`,
  vector: (layer: number) => `edit${layer}.vector`,
} as const;

/**
 * Compiles a checkpoint's forward pass for inference: weights are constants, batch, length and number of selected
 * tokens are free. Outputs are `logits` (`[selected, vocab]`) and, if hooked, `resid`
 * (`[layers + 1, batch, position, d_model]`) and `attention` (`[layers, batch, head, query, key]`).
 */
export function buildForward(
  config: ModelConfig,
  parameters: Parameters,
  variant: ForwardVariant,
): Uint8Array {
  const graph = new Graph();
  const constants = new Map<string, Value>();
  const weight = (name: string) => {
    const known = constants.get(name);
    if (known) return known;
    const parameter = parameters.get(name);
    if (!parameter) throw new Error(`the checkpoint has no tensor ${name}`);
    const value = graph.constant(parameter.data, parameter.shape, name);
    constants.set(name, value);
    return value;
  };
  const inputs = declareInputs(graph, config, { batch: 'batch', length: 'length', selected: 'selected' });
  const edits = new Map<number, ResidualEdit>();
  for (const layer of variant.editedLayers) {
    edits.set(layer, {
      mask: graph.input(EDIT_NAME.mask(layer), 'bool', ['batch', 'length', 1]),
      vector: graph.input(EDIT_NAME.vector(layer), 'float32', ['batch', 'length', config.dModel]),
    });
  }
  const { logits, resid, attention } = forward(config, weight, inputs, edits);
  graph.output('logits', logits);
  if (variant.hooks.includes('resid')) graph.output('resid', stack(resid));
  if (variant.hooks.includes('attention')) graph.output('attention', stack(attention));
  return encode(graph);
}

/** Joins equally shaped values along a new first axis. */
function stack(values: readonly Value[]): Value {
  return concat(
    values.map((value) => reshape(value, [1, ...value.shape])),
    0,
  );
}
