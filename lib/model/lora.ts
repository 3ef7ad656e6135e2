import { add, linear, mul, type Value } from '@/lib/graph';
import type { ModelConfig } from './model-config';
import type { Weights } from './weights';
import { linearLayers, type LinearLayer, type Parameter, type Parameters } from './parameters';

/** What a low-rank adapter is made by (Hu et al. 2021, arXiv 2106.09685). */
export interface LoraSettings {
  rank: number;
  /** The update is scaled by alpha / rank, or by alpha / sqrt(rank) with `rankStabilised`. */
  alpha: number;
  /** Kalajdzievski 2023, arXiv 2312.03732; `use_rslora` in PEFT. */
  rankStabilised?: boolean;
  /** Probability with which training zeroes an element of the adapter's input; 0 unless given. */
  dropoutRate?: number;
  /**
   * Which linear layers are adapted, as PEFT's `target_modules`: ends of module names, or a regular expression that
   * matches whole names, or `all-linear` for every linear layer but the head.
   */
  targets: readonly string[] | string;
}

/** Adds `scale * B A` to the weight of each of `modules`. */
export interface Adapter extends Required<LoraSettings> {
  /** The factor of every update, by alpha, rank and `rankStabilised`. */
  scale: number;
  /** By module name, for example `model.layers.0.self_attn.q_proj`: `a` is `[rank, in]`, `b` is `[out, rank]`. */
  modules: Map<string, { a: Parameter; b: Parameter }>;
}

/** Names of the two factors of a module's update, as tensors. */
export function loraNames(module: string): { a: string; b: string } {
  return { a: `${module}.lora_A.weight`, b: `${module}.lora_B.weight` };
}

export function loraScale({ alpha, rank, rankStabilised }: LoraSettings): number {
  return alpha / (rankStabilised ? Math.sqrt(rank) : rank);
}

/** The linear layers that an adapter changes. Throws an Error when `targets` names none, or a part of it names none. */
export function targetedLayers(
  config: ModelConfig,
  targets: LoraSettings['targets'],
): Map<string, LinearLayer> {
  const layers = linearLayers(config);
  const some = `the linear layers have names like ${[...layers.keys()].slice(0, 7).join(', ')}`;
  const isTarget = targetTest(targets);
  const found = new Map([...layers].filter(([module]) => isTarget(module)));
  if (typeof targets !== 'string') {
    const idle = targets.find((target) => ![...found.keys()].some(targetTest([target])));
    if (idle !== undefined)
      throw new Error(`no linear layer of the model matches the target "${idle}"; ${some}`);
  }
  if (found.size === 0)
    throw new Error(`the adapter's targets ${JSON.stringify(targets)} match nothing; ${some}`);
  return found;
}

function targetTest(targets: LoraSettings['targets']): (module: string) => boolean {
  if (targets === 'all-linear') return (module) => module !== 'lm_head';
  if (typeof targets !== 'string')
    return (module) => targets.some((target) => module === target || module.endsWith(`.${target}`));
  let pattern: RegExp;
  try {
    pattern = new RegExp(`^(?:${targets})$`);
  } catch {
    throw new Error(`the adapter's target_modules ${JSON.stringify(targets)} is not a regular expression`);
  }
  return (module) => pattern.test(module);
}

/** Name and shape of every tensor of an adapter: `<module>.lora_A.weight` `[rank, in]`, `.lora_B.weight` `[out, rank]`. */
export function adapterShapes(
  config: ModelConfig,
  { rank, targets }: Pick<LoraSettings, 'rank' | 'targets'>,
): Map<string, number[]> {
  if (!Number.isInteger(rank) || rank < 1)
    throw new Error(`the rank of an adapter must be at least 1, not ${rank}`);
  const shapes = new Map<string, number[]>();
  for (const [module, layer] of targetedLayers(config, targets)) {
    const { a, b } = loraNames(module);
    shapes.set(a, [rank, layer.inputs]).set(b, [layer.outputs, rank]);
  }
  return shapes;
}

/** The tensors of an adapter under the names of {@link adapterShapes}. */
export function adapterParameters(adapter: Pick<Adapter, 'modules'>): Parameters {
  const parameters: Parameters = new Map();
  for (const [module, { a, b }] of adapter.modules) {
    const names = loraNames(module);
    parameters.set(names.a, a).set(names.b, b);
  }
  return parameters;
}

/**
 * An adapter from its tensors, under the names of {@link adapterShapes}. Throws an Error naming the first tensor that
 * is missing, of another shape, or of no module that is adapted.
 */
export function assembleAdapter(config: ModelConfig, settings: LoraSettings, tensors: Parameters): Adapter {
  const shapes = adapterShapes(config, settings);
  const take = (name: string): Parameter => {
    const [tensor, shape] = [tensors.get(name), shapes.get(name)!];
    if (!tensor) throw new Error(`the adapter has no tensor ${name}`);
    if (tensor.shape.join() !== shape.join())
      throw new Error(
        `tensor ${name} is [${tensor.shape.join(', ')}], but the model and rank ${settings.rank} need [${shape.join(', ')}]`,
      );
    return tensor;
  };
  const modules: Adapter['modules'] = new Map();
  for (const module of targetedLayers(config, settings.targets).keys()) {
    const names = loraNames(module);
    modules.set(module, { a: take(names.a), b: take(names.b) });
  }
  for (const name of tensors.keys())
    if (!shapes.has(name))
      throw new Error(`tensor ${name} belongs to no linear layer that the adapter targets`);
  return { rankStabilised: false, dropoutRate: 0, ...settings, scale: loraScale(settings), modules };
}

/**
 * An adapter that changes nothing yet: B is zero, and A uniform in ±1/sqrt(in), which is PEFT's Kaiming-uniform with
 * a = sqrt(5). `uniform` draws from [0, 1).
 */
export function initialAdapter(config: ModelConfig, settings: LoraSettings, uniform: () => number): Adapter {
  const tensors: Parameters = new Map();
  for (const [name, shape] of adapterShapes(config, settings)) {
    const data = new Float32Array(shape[0]! * shape[1]!);
    const bound = 1 / Math.sqrt(shape[1]!);
    if (name.endsWith('.lora_A.weight'))
      for (let i = 0; i < data.length; i++) data[i] = (2 * uniform() - 1) * bound;
    tensors.set(name, { shape, data });
  }
  return assembleAdapter(config, settings, tensors);
}

/** The weights with an adapter's updates added; the weights it does not change are shared, not copied. */
export function mergeAdapter(config: ModelConfig, parameters: Parameters, adapter: Adapter): Parameters {
  const layers = linearLayers(config);
  const merged: Parameters = new Map(parameters);
  for (const [module, { a, b }] of adapter.modules) {
    const name = `${module}.weight`;
    const layer = layers.get(module);
    const weight = parameters.get(name);
    if (!layer || !weight) throw new Error(`the model has no weight ${name} for the adapter to change`);
    const { inputs, outputs } = layer;
    const [row, column] = layer.transposed ? [1, outputs] : [inputs, 1];
    const data = weight.data.slice();
    const update = new Float64Array(inputs);
    for (let out = 0; out < outputs; out++) {
      update.fill(0);
      for (let r = 0; r < adapter.rank; r++) {
        const factor = adapter.scale * b.data[out * adapter.rank + r]!;
        for (let i = 0; i < inputs; i++) update[i]! += factor * a.data[r * inputs + i]!;
      }
      for (let i = 0; i < inputs; i++) data[out * row + i * column]! += update[i]!;
    }
    merged.set(name, { shape: weight.shape, data });
  }
  return merged;
}

/** How an adapter enters a graph. */
export interface AdapterOptions {
  /** Names of the adapted modules. */
  modules: ReadonlySet<string> | ReadonlyMap<string, unknown>;
  scale: number;
  /** Applied to an adapter's input, not to the layer's own: dropout in training. */
  dropout?(x: Value, module: string): Value;
}

/**
 * The given weights with an adapter beside them: the linear layers of `modules` add `scale * (x A^T) B^T`. `get` gives
 * A and B under the names of {@link adapterShapes}.
 */
export function withAdapter(
  weights: Weights,
  get: (name: string) => Value,
  { modules, scale, dropout = (x) => x }: AdapterOptions,
): Weights {
  return {
    get: weights.get,
    linear(x, module) {
      const own = weights.linear(x, module);
      if (!modules.has(module)) return own;
      const names = loraNames(module);
      const low = mul(linear(dropout(x, module), get(names.a)), x.graph.scalar(scale));
      return add(own, linear(low, get(names.b)));
    },
  };
}
