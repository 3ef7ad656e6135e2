import { Graph, add, concat, gather, mul, reshape, type Value } from '@/lib/graph';
import type { ModelConfig } from '@/lib/model/config';
import { declareInputs } from '@/lib/model/inputs';
import { forward, plainWeights, type KeyValues } from '@/lib/model/forward';
import type { Weights } from '@/lib/model/weights';
import { loraNames, withAdapter } from '@/lib/model/lora';
import { linearLayers, type Parameters } from '@/lib/model/parameters';
import type { Hook } from './engine';

/** Where the residual stream may be edited. Few choices, so that few sessions are compiled. */
export type EditedLayers = 'none' | 'embedding' | 'all';

/** Which forward pass is wanted; one session is compiled for each that is used. */
export interface ForwardVariant {
  edits: EditedLayers;
  hooks: readonly Hook[];
  /** Keys and values of earlier positions are inputs, and with the new ones outputs. */
  cache?: true;
  /** Linear layers that take a low-rank update as inputs, under the names of `loraNames`, the scale within B. */
  adapted?: readonly string[];
}

/** Names of the inputs by which an inference graph takes edits, beside those of `declareInputs`. */
export const EDIT_NAME = {
  /** `[n, d_model]`; row 0 is zero, for positions that take none. */
  vectors: 'edit.vectors',
  /** `[batch, position]`: which of the vectors is added. */
  index: (layer: number) => `edit${layer}.index`,
  /** `[batch, position, 1]`: 1 where the residual stream stays, 0 where the vector takes its place. */
  keep: (layer: number) => `edit${layer}.keep`,
} as const;

/** Names by which keys and values go out of one run and into the next; each is `[batch, head, position, head_dim]`. */
export const CACHE_NAME = {
  past: (block: number, part: 'key' | 'value') => `past${block}.${part}`,
  present: (block: number, part: 'key' | 'value') => `present${block}.${part}`,
  /** `[batch]`: the row of the past that each row continues. */
  rows: 'rows',
} as const;

/** All of these names of one time, block by block. */
export const cacheNames = (time: 'past' | 'present', { layers }: Pick<ModelConfig, 'layers'>): string[] =>
  Array.from({ length: layers }, (_, block) => [
    CACHE_NAME[time](block, 'key'),
    CACHE_NAME[time](block, 'value'),
  ]).flat();

/** The layers at which a variant takes edits. */
export function editedLayers(config: ModelConfig, edits: EditedLayers): number[] {
  const count = { none: 0, embedding: 1, all: config.layers + 1 }[edits];
  return Array.from({ length: count }, (_, layer) => layer);
}

/**
 * Builds a checkpoint's forward pass for inference: weights are constants, batch, length and number of selected
 * tokens are free. Outputs are `logits` (`[selected, vocab]`) and those of the hooks that are asked for: `resid`
 * (`[layers + 1, batch, position, d_model]`), `attention` (`[layers, batch, head, query, key]`), `attentionOut` and
 * `mlpOut` (`[layers, batch, position, d_model]`), and the keys and values of a cache.
 */
export function buildForward(config: ModelConfig, parameters: Parameters, variant: ForwardVariant): Graph {
  const graph = new Graph();
  const size = {
    batch: 'batch',
    length: 'length',
    selected: 'selected',
    ...(variant.cache && { keys: `${PAST}+length` }),
  };
  const inputs = declareInputs(graph, config, size);
  const outputs = forward(
    config,
    declareAdapter(graph, config, variant, constantWeights(graph, config, parameters)),
    inputs,
    {
      edit: declareEdits(graph, config, variant),
      past: variant.cache ? declarePast(graph, config) : undefined,
    },
  );
  graph.output('logits', outputs.logits);
  for (const hook of variant.hooks) graph.output(hook, stack(outputs[hook]));
  if (variant.cache) {
    outputs.present.forEach(({ key, value }, block) => {
      graph.output(CACHE_NAME.present(block, 'key'), key);
      graph.output(CACHE_NAME.present(block, 'value'), value);
    });
  }
  return graph;
}

/** The weights of a checkpoint as constants of a graph. */
export function constantWeights(graph: Graph, config: ModelConfig, parameters: Parameters): Weights {
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
  return plainWeights(weight, config);
}

/**
 * An edit is h * keep + vector: exact for what is kept (1 h + 0) and for what is replaced (0 h + v), and the same
 * formula adds a vector (1 h + v).
 */
function declareEdits(graph: Graph, config: ModelConfig, variant: ForwardVariant) {
  const layers = editedLayers(config, variant.edits);
  if (layers.length === 0) return undefined;
  const vectors = graph.input(EDIT_NAME.vectors, 'float32', ['vectors', config.dModel]);
  const inputs = layers.map((layer) => ({
    index: graph.input(EDIT_NAME.index(layer), 'int64', ['batch', 'length']),
    keep: graph.input(EDIT_NAME.keep(layer), 'float32', ['batch', 'length', 1]),
  }));
  return (layer: number, h: Value) => {
    const edit = inputs[layer];
    return edit ? add(mul(h, edit.keep), gather(vectors, edit.index)) : h;
  };
}

/** Joins equally shaped values along a new first axis. */
function stack(values: readonly Value[]): Value {
  return concat(
    values.map((value) => reshape(value, [1, ...value.shape])),
    0,
  );
}

/** Adapters of any rank that change the same linear layers share a session. */
function declareAdapter(
  graph: Graph,
  config: ModelConfig,
  { adapted = [] }: ForwardVariant,
  weights: Weights,
): Weights {
  if (adapted.length === 0) return weights;
  const layers = linearLayers(config);
  const factors = new Map<string, Value>();
  for (const module of adapted) {
    const { inputs, outputs } = layers.get(module)!;
    const names = loraNames(module);
    factors.set(names.a, graph.input(names.a, 'float32', ['rank', inputs]));
    factors.set(names.b, graph.input(names.b, 'float32', [outputs, 'rank']));
  }
  return withAdapter(weights, (name) => factors.get(name)!, { modules: new Set(adapted), scale: 1 });
}

/** Name of the number of earlier positions. */
const PAST = 'past';

/** Rows may be dropped, repeated and put in another order from one token to the next. */
function declarePast(graph: Graph, config: ModelConfig): KeyValues[] {
  const rows = graph.input(CACHE_NAME.rows, 'int64', ['batch']);
  const shape = ['past_rows', config.keyValueHeads, PAST, config.headDim];
  const past = (block: number, part: 'key' | 'value') =>
    gather(graph.input(CACHE_NAME.past(block, part), 'float32', shape), rows);
  return Array.from({ length: config.layers }, (_, block) => ({
    key: past(block, 'key'),
    value: past(block, 'value'),
  }));
}
