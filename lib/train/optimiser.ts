import { add, div, min, mul, sqrt, sub, sumAll, type Graph, type Value } from '@/lib/graph';
import { NAME } from './objective';

/** AdamW and clipping. Plain data, so that it can be recorded and hashed with a run. */
export interface OptimiserSettings {
  beta1: number;
  beta2: number;
  eps: number;
  /** Decoupled weight decay. */
  weightDecay: number;
  /** Largest global L2 norm of the gradient; a longer one is scaled down to it. */
  clip: number;
  /** Settings for some of the parameters; {@link NO_DECAY} alone where nothing is said. */
  groups?: readonly ParameterGroup[];
}

/**
 * Settings for the parameters whose name the regular expression `match` finds. Each setting is that of the first group
 * that matches and has it.
 */
export interface ParameterGroup {
  match: string;
  weightDecay?: number;
  /** Factor on the learning rate of the step. */
  learningRateScale?: number;
}

/** No decay of norms, biases and embedding tables. */
export const NO_DECAY: ParameterGroup = {
  match: String.raw`(norm|ln_\w+)\.weight$|\.bias$|(embed_tokens|wte|wpe)\.weight$`,
  weightDecay: 0,
};

export const ADAMW: OptimiserSettings = { beta1: 0.9, beta2: 0.98, eps: 1e-8, weightDecay: 0.05, clip: 1 };

/** The weight decay and the learning-rate factor of a parameter. */
export function groupSettings(
  { weightDecay, groups = [NO_DECAY] }: OptimiserSettings,
  name: string,
): { weightDecay: number; learningRateScale: number } {
  const own = groups.filter(({ match }) => new RegExp(match).test(name));
  const first = <K extends 'weightDecay' | 'learningRateScale'>(key: K) =>
    own.find((group) => group[key] !== undefined)?.[key];
  return {
    weightDecay: first('weightDecay') ?? weightDecay,
    learningRateScale: first('learningRateScale') ?? 1,
  };
}

/** A parameter in a graph, and the gradient of the loss with respect to it, of the same shape. */
export interface Differentiated {
  name: string;
  value: Value;
  gradient: Value;
}

/**
 * Adds clipping by global norm and AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101) to a graph:
 *
 *     g' = g min(1, clip / |g|)
 *     m' = b1 m + (1 - b1) g',  v' = b2 v + (1 - b2) g'^2
 *     p' = p - lr (m' c1 / (sqrt(v' c2) + eps) + decay p)
 *
 * where c1 and c2 correct the bias of the means. Factors are gathered into scalars, because each pass over the
 * parameters costs as much as the next: m' c1 / (sqrt(v' c2) + eps) = (c1 / sqrt(c2)) m' / (sqrt(v') + eps / sqrt(c2)).
 *
 * Reads the inputs `learning_rate`, `correction1`, `correction2` (scalars) and the moments; gives the new parameters
 * and moments under {@link NAME}.updated, and the norm before clipping.
 */
export function adamw(graph: Graph, trained: readonly Differentiated[], settings: OptimiserSettings): void {
  const scalar = (x: number) => graph.scalar(x);
  const learningRate = graph.input(NAME.learningRate, 'float32', []);
  const correction1 = graph.input(NAME.correction1, 'float32', []);
  const root2 = sqrt(graph.input(NAME.correction2, 'float32', []));
  const squares = trained.map(({ gradient }) => mul(gradient, gradient));
  const norm = sqrt(squares.map(sumAll).reduce((a, b) => add(a, b)));
  graph.output(NAME.gradientNorm, norm);
  const clip = min(scalar(1), div(scalar(settings.clip), add(norm, scalar(1e-6))));
  const gain1 = mul(clip, scalar(1 - settings.beta1));
  const gain2 = mul(mul(clip, clip), scalar(1 - settings.beta2));
  const eps = div(scalar(settings.eps), root2);
  trained.forEach(({ name, value, gradient }, i) => {
    const shape = value.shape as readonly number[];
    const { weightDecay, learningRateScale } = groupSettings(settings, name);
    const rate = learningRateScale === 1 ? learningRate : mul(learningRate, scalar(learningRateScale));
    const first = graph.input(NAME.first(name), 'float32', shape);
    const second = graph.input(NAME.second(name), 'float32', shape);
    const m = add(mul(first, scalar(settings.beta1)), mul(gradient, gain1));
    const v = add(mul(second, scalar(settings.beta2)), mul(squares[i]!, gain2));
    const direction = mul(div(m, add(sqrt(v), eps)), mul(rate, div(correction1, root2)));
    const kept = weightDecay === 0 ? value : mul(value, sub(scalar(1), mul(rate, scalar(weightDecay))));
    graph.output(NAME.updated(name), sub(kept, direction));
    graph.output(NAME.updated(NAME.first(name)), m);
    graph.output(NAME.updated(NAME.second(name)), v);
  });
}
