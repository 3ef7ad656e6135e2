import {
  add,
  concat,
  crossEntropy,
  gather,
  mul,
  sumAll,
  where,
  expand,
  type Graph,
  type Value,
} from '@/lib/graph';
import type { ModelConfig } from '@/lib/model/config';
import { declareInputs, INPUT } from '@/lib/model/inputs';
import { forward, plainWeights } from '@/lib/model/forward';
import type { Weights } from '@/lib/model/weights';
import { adapterShapes, loraScale, targetedLayers, withAdapter, type LoraSettings } from '@/lib/model/lora';
import { checkParameters, type Parameters } from '@/lib/model/parameters';
import { positionFeeds } from '@/lib/model/positions';
import { projected, projectionShapes, type ProjectionSettings } from '@/lib/model/projection';
import type { SegmentData, SegmentShape } from './batch';
import { divide, type Feed, type Objective, type RandomMask } from './objective';

/** Names of the inputs of a segment, beside those of `declareInputs`; each after `s<i>.`. */
const SEGMENT = {
  prefix: (i: number) => `s${i}.`,
  labels: 'labels',
  weights: 'weights',
  vectors: 'vectors',
  vectorIndex: 'vector_index',
  vectorKeep: 'vector_keep',
  vectorSource: 'vector_source',
  dropout: (module: string) => `dropout.${module}`,
} as const;

/** A batch of a language model: segments of different shapes whose losses add up. */
export type Segments = readonly SegmentData[];

export interface LanguageModel {
  config: ModelConfig;
  /** Parameters that stay as they are, by checkpoint name; all of the model's with an adapter. */
  frozen?: Parameters;
  /** Trains low-rank updates beside the weights: those of `initialAdapter`. */
  lora?: LoraSettings;
  /** Trains maps of the continuous tokens: those of `initialProjection`. Without one, vectors have d_model elements. */
  projection?: ProjectionSettings;
}

/**
 * Next-token prediction at the supervised tokens: the weighted sum of -log p(token), in nats. Its parts are the losses of
 * the segments, their weights included.
 */
export function languageModel({
  config,
  frozen = new Map(),
  lora,
  projection,
}: LanguageModel): Objective<Segments> {
  const positions = new Map<number, ReturnType<typeof positionFeeds>>();
  const positionsOf = (length: number) => {
    const known = positions.get(length) ?? positionFeeds(config, length);
    positions.set(length, known);
    return known;
  };
  const adapted = lora && targetedLayers(config, lora.targets);
  const dropoutRate = lora?.dropoutRate ?? 0;

  /** The weights of the graph, with the adapter if there is one; draws its masks under the names of the segment. */
  function weightsFor(get: (name: string) => Value, prefix: string, masks: RandomMask[] | null): Weights {
    const plain = plainWeights(get, config);
    if (!lora || !adapted) return plain;
    const keep = 1 - dropoutRate;
    return withAdapter(plain, get, {
      modules: adapted,
      scale: loraScale(lora),
      dropout(x, module) {
        if (!masks || dropoutRate === 0) return x;
        const shape = x.shape.map(Number);
        const name = prefix + SEGMENT.dropout(module);
        masks.push({ name, shape, keep });
        const mask = x.graph.input(name, 'bool', shape);
        return mul(x, where(mask, x.graph.scalar(1 / keep), x.graph.scalar(0)));
      },
    });
  }

  /** Puts the vectors of a segment where embeddings would be: h * keep + vector, as the engine's edits do. */
  function continuousTokens(graph: Graph, prefix: string, shape: SegmentShape, get: (name: string) => Value) {
    if (shape.vectors === 0) return undefined;
    const { batch, length } = shape;
    const width = projection?.width ?? config.dModel;
    const given = graph.input(prefix + SEGMENT.vectors, 'float32', [shape.vectors, width]);
    const rows = projection
      ? projected(
          given,
          graph.input(prefix + SEGMENT.vectorSource, 'float32', [shape.vectors, projection.layers.length]),
          projection,
          get,
        )
      : given;
    const none = expand(graph.scalar(0), [1, config.dModel]);
    const index = graph.input(prefix + SEGMENT.vectorIndex, 'int64', [batch, length]);
    const keep = graph.input(prefix + SEGMENT.vectorKeep, 'float32', [batch, length, 1]);
    return (layer: number, h: Value) =>
      layer === 0 ? add(mul(h, keep), gather(concat([none, rows], 0), index)) : h;
  }

  return {
    frozen,
    check(trained) {
      const beside = new Map([
        ...(lora ? adapterShapes(config, lora) : []),
        ...(projection ? projectionShapes(config.dModel, projection) : []),
      ]);
      const all: Parameters = new Map([...frozen, ...trained]);
      checkParameters(config, divide(all, (name) => beside.has(name)).trained);
      for (const [name, shape] of beside) {
        const found = all.get(name);
        if (!found) throw new Error(`the parameter ${name} is missing`);
        if (found.shape.join() !== shape.join())
          throw new Error(`${name} is [${found.shape.join(', ')}], but must be [${shape.join(', ')}]`);
      }
    },
    shapeKey: (segments) => JSON.stringify(segments.map(({ shape }) => shape)),
    loss(graph, get, segments, training) {
      const masks: RandomMask[] = [];
      const parts = segments.map(({ shape }, i) => {
        const prefix = SEGMENT.prefix(i);
        const { batch, length, selected } = shape;
        const inputs = declareInputs(graph, config, { batch, length, selected }, prefix);
        const labels = graph.input(prefix + SEGMENT.labels, 'int64', [selected]);
        const weights = graph.input(prefix + SEGMENT.weights, 'float32', [selected]);
        const { logits } = forward(config, weightsFor(get, prefix, training ? masks : null), inputs, {
          edit: continuousTokens(graph, prefix, shape, get),
        });
        return sumAll(mul(crossEntropy(logits, labels), weights));
      });
      return { loss: parts.reduce((sum, next) => add(sum, next)), parts, masks };
    },
    feeds: (segments) =>
      segments.flatMap((segment, i): Feed[] => {
        const { batch, length, selected, vectors: room } = segment.shape;
        const feeds: Feed[] = [
          ...positionsOf(length),
          { name: INPUT.ids, kind: 'int64', data: segment.ids, shape: [batch, length] },
          { name: INPUT.select, kind: 'int64', data: segment.select, shape: [selected] },
          { name: SEGMENT.labels, kind: 'int64', data: segment.labels, shape: [selected] },
          { name: SEGMENT.weights, kind: 'float32', data: segment.weights, shape: [selected] },
        ];
        if (segment.vectors) {
          const { data, index, keep, layers } = segment.vectors;
          feeds.push(
            { name: SEGMENT.vectors, kind: 'float32', data, shape: [room, data.length / room] },
            { name: SEGMENT.vectorIndex, kind: 'int64', data: index, shape: [batch, length] },
            { name: SEGMENT.vectorKeep, kind: 'float32', data: keep, shape: [batch, length, 1] },
          );
          if (projection) {
            const shape = [room, projection.layers.length];
            feeds.push({
              name: SEGMENT.vectorSource,
              kind: 'float32',
              data: parts(layers, projection, room),
              shape,
            });
          }
        }
        return feeds.map((feed) => ({ ...feed, name: SEGMENT.prefix(i) + feed.name }));
      }),
    size: (segments) => segments.reduce((sum, { tokens }) => sum + tokens, 0),
    names: (segments) => segments.flatMap(({ names }) => names),
  };
}

/** What part the map of each of the projection's layers has in each vector; all zero where there is no vector. */
function parts(
  layers: readonly (readonly number[] | undefined)[],
  projection: ProjectionSettings,
  room: number,
): Float32Array {
  const count = projection.layers.length;
  const result = new Float32Array(room * count);
  layers.forEach((own, i) => {
    const known = own?.every((layer) => projection.layers.includes(layer)) ?? false;
    if (!own || !known)
      throw new Error(
        `a vector ${own ? `from layer ${own.join(', ')}` : 'without a layer'} has no projection; layers with one are ${projection.layers.join(', ')}`,
      );
    for (const layer of own) result[i * count + projection.layers.indexOf(layer)] = 1 / own.length;
  });
  return result;
}
