import type { ModelConfig } from './model-config';
import { FAMILIES } from './families';
import type { LinearLayer } from './families/family';

export type { LinearLayer } from './families/family';

export interface Parameter {
  shape: number[];
  data: Float32Array;
}

/** Weights by their checkpoint name, for example `model.layers.0.self_attn.q_proj.weight`. */
export type Parameters = Map<string, Parameter>;

/** Every linear layer of a model by its module name; an untied head is one of them. */
export function linearLayers(config: ModelConfig): Map<string, LinearLayer> {
  const layers = FAMILIES[config.architecture].linearLayers(config);
  if (!config.tiedEmbeddings)
    layers.set('lm_head', { inputs: config.dModel, outputs: config.vocab, bias: false, transposed: false });
  return layers;
}

/** Name and shape of every tensor that a checkpoint of this configuration must hold. */
export function parameterShapes(config: ModelConfig): Map<string, number[]> {
  const shapes = FAMILIES[config.architecture].otherShapes(config);
  for (const [module, { inputs, outputs, bias, transposed }] of linearLayers(config)) {
    shapes.set(`${module}.weight`, transposed ? [inputs, outputs] : [outputs, inputs]);
    if (bias) shapes.set(`${module}.bias`, [outputs]);
  }
  return shapes;
}

/** Throws an Error that names what is missing, left over, or of another shape than the configuration needs. */
export function checkParameters(
  config: ModelConfig,
  parameters: ReadonlyMap<string, Pick<Parameter, 'shape'>>,
): void {
  const shapes = parameterShapes(config);
  const missing = [...shapes.keys()].filter((name) => !parameters.has(name));
  if (missing.length > 0) throw new Error(`the checkpoint has no tensor ${listed(missing)}`);
  for (const [name, shape] of shapes) {
    const found = parameters.get(name)!.shape;
    if (found.join() !== shape.join())
      throw new Error(`tensor ${name} is [${found.join(', ')}], but config.json needs [${shape.join(', ')}]`);
  }
  const extra = [...parameters.keys()].filter((name) => !shapes.has(name));
  if (extra.length > 0)
    throw new Error(`a ${config.architecture} with this config.json has no tensor ${listed(extra)}`);
}

/** Throws an Error that names a tensor with a value that is NaN or infinite: whatever is computed with it is, too. */
export function checkFinite(parameters: Parameters): void {
  for (const [name, { data }] of parameters) {
    // 0 x is NaN where x is not finite: one sum tells, several times as fast as a test of each value.
    let sum = 0;
    for (let i = 0; i < data.length; i++) sum += 0 * data[i]!;
    if (Number.isNaN(sum))
      throw new Error(
        `tensor ${name} holds ${data.find((x) => !Number.isFinite(x))}; weights must be finite`,
      );
  }
}

/** The first few of several names. */
function listed(names: readonly string[]): string {
  const rest = names.length - 3;
  return names.slice(0, 3).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** Number of weights, tied embeddings counted once. */
export function countParameters(config: ModelConfig): number {
  let count = 0;
  for (const shape of parameterShapes(config).values()) count += shape.reduce((p, d) => p * d, 1);
  return count;
}

/**
 * Fresh weights: normal with the configuration's standard deviation, divided by sqrt(2 layers) for the two
 * projections that write into the residual stream (as GPT-2 does), ones for norms and zeros for biases. `normal` draws N(0, 1).
 */
export function initialParameters(config: ModelConfig, normal: () => number): Parameters {
  const parameters: Parameters = new Map();
  for (const [name, shape] of parameterShapes(config)) {
    const data = new Float32Array(shape.reduce((p, d) => p * d, 1));
    if (shape.length === 1) data.fill(name.endsWith('.bias') ? 0 : 1);
    else {
      const residual = /\.(o_proj|down_proj|c_proj)\./.test(name) ? Math.sqrt(2 * config.layers) : 1;
      for (let i = 0; i < data.length; i++) data[i] = (normal() * config.initializerRange) / residual;
    }
    parameters.set(name, { shape, data });
  }
  return parameters;
}
