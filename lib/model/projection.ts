import { add, linear, mul, split, type Value } from '@/lib/graph';
import type { Parameters } from '@/lib/model/parameters';

/**
 * An affine map for each source layer, from vectors of another model (or of the same, where a map of its own is wanted)
 * into the embedding space of the one that reads them.
 */
export interface ProjectionSettings {
  /** Length of the vectors that come in. */
  width: number;
  /** Source layers, each with a map of its own. */
  layers: readonly number[];
}

/** Names of the tensors of one layer's map: `weight` is `[d_model, width]`, `bias` is `[d_model]`. */
export function projectionNames(layer: number): { weight: string; bias: string } {
  return { weight: `vector_projection.${layer}.weight`, bias: `vector_projection.${layer}.bias` };
}

export function projectionShapes(
  dModel: number,
  { width, layers }: ProjectionSettings,
): Map<string, number[]> {
  return new Map(
    layers.flatMap((layer): [string, number[]][] => {
      const { weight, bias } = projectionNames(layer);
      return [
        [weight, [dModel, width]],
        [bias, [dModel]],
      ];
    }),
  );
}

/**
 * Maps to begin with: the identity where the widths agree, else normal with variance 1 / width, which keeps the length
 * of a vector per element; biases are zero. `normal` draws from N(0, 1).
 */
export function initialProjection(
  dModel: number,
  settings: ProjectionSettings,
  normal: () => number,
): Parameters {
  const parameters: Parameters = new Map();
  for (const [name, shape] of projectionShapes(dModel, settings)) {
    const data = new Float32Array(shape.reduce((product, dim) => product * dim, 1));
    if (shape.length > 1 && settings.width === dModel)
      for (let i = 0; i < dModel; i++) data[i * dModel + i] = 1;
    else if (shape.length > 1) data.forEach((_, i) => (data[i] = normal() / Math.sqrt(settings.width)));
    parameters.set(name, { shape, data });
  }
  return parameters;
}

/**
 * What `projected` computes in a graph, for one vector: `[width]` to `[d_model]`. Of a block of layers it is the mean of their maps.
 * @throws Error that names the layer without a map
 */
export function project(
  parameters: Parameters,
  layers: readonly number[],
  vector: Float32Array,
): Float32Array {
  const each = layers.map((layer) => projectThrough(parameters, layer, vector));
  return each[0]!.map((_, i) => each.reduce((sum, own) => sum + own[i]!, 0) / each.length);
}

function projectThrough(parameters: Parameters, layer: number, vector: Float32Array): Float32Array {
  const names = projectionNames(layer);
  const [weight, bias] = [parameters.get(names.weight), parameters.get(names.bias)];
  if (!weight || !bias) throw new Error(`there is no projection of vectors from layer ${layer}`);
  if (weight.shape[1] !== vector.length)
    throw new Error(`a vector has ${vector.length} elements, but the projection takes ${weight.shape[1]}`);
  return bias.data.map((b, row) =>
    vector.reduce((sum, x, i) => sum + x * weight.data[row * vector.length + i]!, b),
  );
}

/**
 * The vectors `[n, width]` through the maps of their layers, `[n, d_model]`.
 *
 * @param source what part the map of each layer has in a vector, 1 in all: `[n, layers]`
 */
export function projected(
  vectors: Value,
  source: Value,
  { layers }: ProjectionSettings,
  get: (name: string) => Value,
): Value {
  const chosen = split(
    source,
    1,
    layers.map(() => 1),
  );
  return layers
    .map((layer, i) => {
      const { weight, bias } = projectionNames(layer);
      return mul(add(linear(vectors, get(weight)), get(bias)), chosen[i]!);
    })
    .reduce((sum, next) => add(sum, next));
}
