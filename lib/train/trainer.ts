import type { Feeds, Runtime, Session } from '@/lib/engine/runtime';
import type { ModelConfig } from '@/lib/model/config';
import { INPUT } from '@/lib/model/forward';
import { checkParameters, type Parameter, type Parameters } from '@/lib/model/parameters';
import { positionFeeds } from '@/lib/model/positions';
import type { SegmentData, SegmentShape } from './batch';
import { NAME, buildStep, type OptimiserSettings } from './step';

/** Everything that a step changes. */
export interface TrainingState {
  /** Steps taken so far. */
  step: number;
  parameters: Parameters;
  /** Adam's running means of the gradient and of its square, by parameter name; frozen parameters have none. */
  first: Parameters;
  second: Parameters;
}

export interface StepResult {
  step: number;
  loss: number;
  /** Loss of each segment, its weight included. */
  segmentLosses: number[];
  /** Global L2 norm of the gradient before clipping. */
  gradientNorm: number;
}

/** State of a run that has not begun: the given weights, and moments of zero. */
export function freshState(
  parameters: Parameters,
  frozen: (name: string) => boolean = () => false,
): TrainingState {
  const zeros = () =>
    new Map(
      [...parameters]
        .filter(([name]) => !frozen(name))
        .map(([name, { shape, data }]) => [name, { shape, data: new Float32Array(data.length) }]),
    );
  return { step: 0, parameters, first: zeros(), second: zeros() };
}

/**
 * Runs training steps. Two sets of buffers take turns as what a step reads and what it writes, so that memory stays
 * flat; one session is compiled for each combination of segment shapes that occurs.
 */
export class Trainer {
  private readonly sessions = new Map<string, { session: Session; constant: Feeds }>();
  private current: Feeds;
  private next: Feeds;
  private taken: number;
  private readonly shapes: Map<string, number[]>;

  constructor(
    private readonly runtime: Runtime,
    private readonly config: ModelConfig,
    private readonly settings: OptimiserSettings,
    state: TrainingState,
    private readonly frozen: (name: string) => boolean = () => false,
  ) {
    checkParameters(config, state.parameters);
    this.taken = state.step;
    this.shapes = new Map([...state.parameters].map(([name, { shape }]) => [name, shape]));
    this.current = {};
    this.next = {};
    const put = (key: string, { shape, data }: Parameter, changes = true) => {
      this.current[key] = runtime.tensor('float32', data.slice(), shape);
      this.next[key] = changes
        ? runtime.tensor('float32', new Float32Array(data.length), shape)
        : this.current[key];
    };
    for (const [name, parameter] of state.parameters) put(name, parameter, !frozen(name));
    for (const [name, moment] of state.first) put(NAME.first(name), moment);
    for (const [name, moment] of state.second) put(NAME.second(name), moment);
  }

  /** Takes one step at the given learning rate. Throws an Error naming the step if the loss is not finite. */
  async step(segments: readonly SegmentData[], learningRate: number): Promise<StepResult> {
    const { session, constant } = await this.session(segments.map((s) => s.shape));
    const number = this.taken + 1;
    const scalar = (value: number) => this.runtime.tensor('float32', Float32Array.of(value), []);
    const feeds: Feeds = {
      ...constant,
      ...this.current,
      [NAME.learningRate]: scalar(learningRate),
      [NAME.correction1]: scalar(1 / (1 - this.settings.beta1 ** number)),
      [NAME.correction2]: scalar(1 / (1 - this.settings.beta2 ** number)),
    };
    segments.forEach((segment, i) => Object.assign(feeds, this.feed(segment, NAME.segment(i))));
    const fetches: Feeds = {
      [NAME.loss]: scalar(0),
      [NAME.gradientNorm]: scalar(0),
    };
    segments.forEach((_, i) => (fetches[NAME.segment(i) + NAME.loss] = scalar(0)));
    for (const [key, tensor] of Object.entries(this.next)) {
      if (tensor !== this.current[key]) fetches[NAME.updated(key)] = tensor;
    }
    const results = await session.run(feeds, fetches);
    const read = (name: string) => Number((results[name]!.data as Float32Array)[0]);
    const result: StepResult = {
      step: number,
      loss: read(NAME.loss),
      segmentLosses: segments.map((_, i) => read(NAME.segment(i) + NAME.loss)),
      gradientNorm: read(NAME.gradientNorm),
    };
    if (!Number.isFinite(result.loss) || !Number.isFinite(result.gradientNorm)) {
      throw new Error(`step ${number}: the loss is ${result.loss}, the gradient norm ${result.gradientNorm}`);
    }
    // Providers that do not fill preallocated outputs return their own; either way the results are the next state.
    for (const key of Object.keys(this.next)) {
      const updated = results[NAME.updated(key)];
      if (updated) this.next[key] = updated;
    }
    [this.current, this.next] = [this.next, this.current];
    this.taken = number;
    return result;
  }

  /** A copy of everything, for a checkpoint. */
  state(): TrainingState {
    const copy = (key: (name: string) => string) => {
      const parameters: Parameters = new Map();
      for (const [name, shape] of this.shapes) {
        const tensor = this.current[key(name)];
        if (tensor) parameters.set(name, { shape, data: (tensor.data as Float32Array).slice() });
      }
      return parameters;
    };
    return {
      step: this.taken,
      parameters: copy((name) => name),
      first: copy(NAME.first),
      second: copy(NAME.second),
    };
  }

  async dispose(): Promise<void> {
    for (const { session } of this.sessions.values()) await session.release();
    this.sessions.clear();
  }

  private async session(shapes: readonly SegmentShape[]) {
    const key = JSON.stringify(shapes);
    const known = this.sessions.get(key);
    if (known) return known;
    const graph = buildStep(this.config, shapes, this.settings, this.frozen);
    const session = await this.runtime.compile(graph);
    const constant: Feeds = {};
    shapes.forEach(({ length }, i) => {
      for (const { name, kind, data, shape } of positionFeeds(this.config, length))
        constant[NAME.segment(i) + name] = this.runtime.tensor(kind, data, shape);
    });
    const compiled = { session, constant };
    this.sessions.set(key, compiled);
    return compiled;
  }

  private feed(segment: SegmentData, prefix: string): Feeds {
    const { batch, length, selected } = segment.shape;
    const feeds: Feeds = {
      [prefix + INPUT.ids]: this.runtime.tensor('int64', segment.ids, [batch, length]),
      [prefix + INPUT.select]: this.runtime.tensor('int64', segment.select, [selected]),
      [prefix + NAME.labels]: this.runtime.tensor('int64', segment.labels, [selected]),
      [prefix + NAME.weights]: this.runtime.tensor('float32', segment.weights, [selected]),
    };
    if (segment.vectorMask && segment.vector) {
      feeds[prefix + NAME.vectorMask] = this.runtime.tensor('bool', segment.vectorMask, [batch, length, 1]);
      feeds[prefix + NAME.vector] = this.runtime.tensor('float32', segment.vector, [
        batch,
        length,
        this.config.dModel,
      ]);
    }
    return feeds;
  }
}
