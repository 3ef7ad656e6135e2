import {
  Graph,
  add,
  div,
  gatherElements,
  gradients,
  logSoftmax,
  min,
  mul,
  neg,
  reshape,
  sqrt,
  sub,
  sumAll,
  where,
  type Value,
} from '@/lib/graph';
import type { ModelConfig } from '@/lib/model/config';
import { declareInputs, forward, plainWeights } from '@/lib/model/forward';
import { parameterShapes } from '@/lib/model/parameters';
import type { SegmentShape } from './batch';

/** AdamW and clipping. */
export interface OptimiserSettings {
  beta1: number;
  beta2: number;
  eps: number;
  /** Decoupled weight decay; norms and embeddings have none. */
  weightDecay: number;
  /** Largest global L2 norm of the gradient. */
  clip: number;
}

export const ADAMW: OptimiserSettings = { beta1: 0.9, beta2: 0.98, eps: 1e-8, weightDecay: 0.05, clip: 1 };

/** Names of the tensors that a step reads and writes. */
export const NAME = {
  segment: (i: number) => `s${i}.`,
  labels: 'labels',
  weights: 'weights',
  vectorMask: 'vector_mask',
  vector: 'vector',
  learningRate: 'learning_rate',
  /** 1 / (1 - beta^step), the bias corrections of Adam. */
  correction1: 'correction1',
  correction2: 'correction2',
  loss: 'loss',
  gradientNorm: 'gradient_norm',
  first: (name: string) => `m:${name}`,
  second: (name: string) => `v:${name}`,
  updated: (name: string) => `new:${name}`,
} as const;

/** Weight decay leaves out vectors (norms, biases) and the embedding table. */
export function decays(name: string, shape: readonly number[]): boolean {
  return shape.length > 1 && !name.includes('embed_tokens');
}

/**
 * Builds the loss of a batch made of segments of different shapes, and its gradients: the weighted sum over
 * supervised tokens of -log p(token). All parameters are inputs under their checkpoint names.
 */
export function buildLoss(
  config: ModelConfig,
  segments: readonly SegmentShape[],
  frozen: (name: string) => boolean,
) {
  const graph = new Graph();
  const parameters = new Map<string, Value>();
  for (const [name, shape] of parameterShapes(config))
    parameters.set(name, graph.input(name, 'float32', shape));
  const weightsOf = plainWeights((name) => {
    const value = parameters.get(name);
    if (!value) throw new Error(`the model has no parameter ${name}`);
    return value;
  }, config);
  const losses = segments.map((shape, i) => {
    const prefix = NAME.segment(i);
    const inputs = declareInputs(
      graph,
      config,
      { batch: shape.batch, length: shape.length, selected: shape.selected },
      prefix,
    );
    const labels = graph.input(prefix + NAME.labels, 'int64', [shape.selected]);
    const weights = graph.input(prefix + NAME.weights, 'float32', [shape.selected]);
    const edit = shape.vectors ? continuousTokens(graph, prefix, shape, config.dModel) : undefined;
    const { logits } = forward(config, weightsOf, inputs, { edit });
    const picked = gatherElements(logSoftmax(logits), reshape(labels, [shape.selected, 1]));
    return neg(sumAll(mul(reshape(picked, [shape.selected]), weights)));
  });
  const loss = losses.reduce((sum, next) => add(sum, next));
  graph.output(NAME.loss, loss);
  losses.forEach((value, i) => graph.output(NAME.segment(i) + NAME.loss, value));
  const trained = [...parameters].filter(([name]) => !frozen(name));
  const grads = gradients(
    loss,
    trained.map(([, value]) => value),
  );
  return { graph, trained: trained.map(([name, value], i) => ({ name, value, gradient: grads[i]! })) };
}

/** Declares the vectors of a segment, and puts them where embeddings would be. */
function continuousTokens(graph: Graph, prefix: string, { batch, length }: SegmentShape, dModel: number) {
  const mask = graph.input(prefix + NAME.vectorMask, 'bool', [batch, length, 1]);
  const vector = graph.input(prefix + NAME.vector, 'float32', [batch, length, dModel]);
  return (layer: number, h: Value) => (layer === 0 ? where(mask, vector, h) : h);
}

/**
 * A whole training step as one graph: forward pass, gradients, clipping by global norm, and AdamW
 * (Loshchilov and Hutter 2019, arXiv 1711.05101):
 *
 *     m' = b1 m + (1 - b1) g,  v' = b2 v + (1 - b2) g^2
 *     p' = p - lr (m' c1 / (sqrt(v' c2) + eps) + decay p)
 */
export function buildStep(
  config: ModelConfig,
  segments: readonly SegmentShape[],
  settings: OptimiserSettings,
  frozen: (name: string) => boolean = () => false,
): Graph {
  const { graph, trained } = buildLoss(config, segments, frozen);
  const scalar = (x: number) => graph.scalar(x);
  const learningRate = graph.input(NAME.learningRate, 'float32', []);
  const correction1 = graph.input(NAME.correction1, 'float32', []);
  const correction2 = graph.input(NAME.correction2, 'float32', []);
  const norm = sqrt(
    trained.map(({ gradient }) => sumAll(mul(gradient, gradient))).reduce((a, b) => add(a, b)),
  );
  graph.output(NAME.gradientNorm, norm);
  const scale = min(scalar(1), div(scalar(settings.clip), add(norm, scalar(1e-6))));
  for (const { name, value, gradient } of trained) {
    const shape = value.shape as readonly number[];
    const first = graph.input(NAME.first(name), 'float32', shape);
    const second = graph.input(NAME.second(name), 'float32', shape);
    const g = mul(gradient, scale);
    const m = add(mul(first, scalar(settings.beta1)), mul(g, scalar(1 - settings.beta1)));
    const v = add(mul(second, scalar(settings.beta2)), mul(mul(g, g), scalar(1 - settings.beta2)));
    const step = div(mul(m, correction1), add(sqrt(mul(v, correction2)), scalar(settings.eps)));
    const decayed = decays(name, shape) ? add(step, mul(value, scalar(settings.weightDecay))) : step;
    graph.output(NAME.updated(name), sub(value, mul(decayed, learningRate)));
    graph.output(NAME.updated(NAME.first(name)), m);
    graph.output(NAME.updated(NAME.second(name)), v);
  }
  return graph;
}
