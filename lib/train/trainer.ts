import type { Feeds, Runtime, Session } from '@/lib/engine/runtime';
import type { Parameters } from '@/lib/model/parameters';
import { Buffers } from './buffers';
import { drawMasks } from './masks';
import { NAME, type Objective, type RandomMask } from './objective';
import type { OptimiserSettings } from './optimiser';
import { buildStep, type StepKind } from './step';

/** Everything that a step changes. */
export interface TrainingState {
  /** Steps taken so far. */
  step: number;
  /** What is trained. */
  parameters: Parameters;
  /** Adam's running means of the gradient and of its square, by parameter name. */
  first: Parameters;
  second: Parameters;
}

/** Loss of a batch. */
export interface Evaluated {
  loss: number;
  /** Of a language model: the loss of each segment, its weight included. */
  parts: number[];
}

export interface StepResult extends Evaluated {
  step: number;
  /** Global L2 norm of the gradient before clipping. */
  gradientNorm: number;
  /** Number of tokens that were read. */
  size: number;
}

/** State of a run that has not begun: the given weights, and moments of zero. */
export function freshState(parameters: Parameters): TrainingState {
  return { step: 0, parameters, first: zeros(parameters), second: zeros(parameters) };
}

interface Compiled {
  session: Session;
  parameters: readonly string[];
  parts: number;
  masks: readonly RandomMask[];
}

/** Runs training steps. One session is compiled for each combination of shapes. */
export class Trainer<Batch> {
  private readonly compiled = new Map<string, Promise<Compiled>>();
  private readonly frozen: Feeds = {};
  private readonly buffers: Buffers;
  /** Sums of the gradients of the micro-batches so far; there are none before the first. */
  private readonly sums: Buffers;
  /** Micro-batches of the step that has begun, and the losses of each. */
  private pending: { batch: Batch; result: Evaluated }[] = [];
  private taken: number;

  /**
   * @param seed of dropout
   */
  constructor(
    private readonly runtime: Runtime,
    private readonly objective: Objective<Batch>,
    private readonly settings: OptimiserSettings,
    private readonly initial: TrainingState,
    private readonly seed = 0,
  ) {
    objective.check(initial.parameters);
    this.buffers = new Buffers(runtime);
    this.sums = new Buffers(runtime);
    this.taken = initial.step;
    for (const [name, { shape, data }] of objective.frozen)
      this.frozen[name] = runtime.tensor('float32', data, shape);
    for (const [name, parameter] of initial.parameters) {
      const moments = [initial.first.get(name), initial.second.get(name)] as const;
      if (!moments[0] || !moments[1]) throw new Error(`the state has no moments of ${name}`);
      this.buffers.put(name, parameter);
      this.buffers.put(NAME.first(name), moments[0]);
      this.buffers.put(NAME.second(name), moments[1]);
    }
  }

  /**
   * Adds the gradient of a micro-batch to the next step, which is then taken on the sum of all. The losses add up too,
   * so their weights should: see `layOutParts`.
   */
  async accumulate(batch: Batch): Promise<void> {
    if (this.sums.size === 0)
      for (const [name, { shape, data }] of zeros(this.initial.parameters))
        this.sums.put(NAME.accumulated(name), { shape, data });
    const fetches = this.sums.targets();
    const { results, evaluated } = await this.run('accumulate', batch, this.sums.read(), fetches);
    this.pending.push({ batch, result: evaluated });
    this.sums.turn(results);
  }

  /**
   * Takes one step at the given learning rate.
   *
   * Throws an Error when the loss or the gradient is not finite; it names the step, the examples, and the first
   * parameter that broke. The state is then as it was before the step.
   */
  async step(batch: Batch, learningRate: number): Promise<StepResult> {
    const number = this.taken + 1;
    if (!Number.isFinite(learningRate))
      throw new Error(`step ${number}: the learning rate is ${learningRate}`);
    const { beta1, beta2 } = this.settings;
    const kind = this.pending.length > 0 ? 'last' : 'step';
    const { results, evaluated } = await this.run(
      kind,
      batch,
      {
        ...(kind === 'last' ? this.sums.read() : {}),
        [NAME.learningRate]: this.scalar(learningRate),
        [NAME.correction1]: this.scalar(1 / (1 - beta1 ** number)),
        [NAME.correction2]: this.scalar(1 / (1 - beta2 ** number)),
      },
      { ...this.buffers.targets(), [NAME.gradientNorm]: this.scalar(0) },
    );
    const pending = [...this.pending, { batch, result: evaluated }];
    this.clear();
    const result: StepResult = {
      step: number,
      loss: sum(pending.map((part) => part.result.loss)),
      parts: evaluated.parts.map((_, i) => sum(pending.map((part) => part.result.parts[i] ?? 0))),
      gradientNorm: first(results[NAME.gradientNorm]),
      size: sum(pending.map((part) => this.objective.size(part.batch))),
    };
    if (!Number.isFinite(result.loss) || !Number.isFinite(result.gradientNorm))
      throw new Error(
        await this.diagnosis(
          result,
          pending.map((part) => part.batch),
        ),
      );
    this.buffers.turn(results);
    this.taken = number;
    return result;
  }

  /** The loss of a batch as the parameters stand, without dropout. */
  async evaluate(batch: Batch): Promise<Evaluated> {
    return (await this.run('loss', batch, {}, {})).evaluated;
  }

  /** A copy of everything that is trained, for a checkpoint. */
  state(): TrainingState {
    const copy = (key: (name: string) => string): Parameters =>
      new Map(
        [...this.initial.parameters].map(([name, { shape }]) => {
          const { data } = this.buffers.get(key(name))!;
          return [name, { shape, data: (data as Float32Array).slice() }];
        }),
      );
    return {
      step: this.taken,
      parameters: copy((x) => x),
      first: copy(NAME.first),
      second: copy(NAME.second),
    };
  }

  async dispose(): Promise<void> {
    for (const { session } of await Promise.all(this.compiled.values())) await session.release();
    this.compiled.clear();
  }

  private async run(kind: StepKind, batch: Batch, extra: Feeds, fetches: Feeds, micro = this.pending.length) {
    const { session, parameters, parts, masks } = await this.compile(kind, batch);
    const feeds: Feeds =
      kind === 'step' || kind === 'last' ? { ...this.buffers.read(), ...extra } : { ...extra };
    for (const name of parameters) feeds[name] = this.parameter(name);
    const drawn = drawMasks(masks, this.seed, this.taken, micro);
    for (const feed of [...this.objective.feeds(batch), ...drawn])
      feeds[feed.name] = this.runtime.tensor(feed.kind, feed.data, feed.shape);
    const wanted: Feeds = { ...fetches, [NAME.loss]: this.scalar(0) };
    for (let i = 0; i < parts; i++) wanted[NAME.part(i)] = this.scalar(0);
    const results = await session.run(feeds, wanted).catch((error: unknown) => {
      this.clear();
      throw error;
    });
    const evaluated = {
      loss: first(results[NAME.loss]),
      parts: Array.from({ length: parts }, (_, i) => first(results[NAME.part(i)])),
    };
    return { results, evaluated };
  }

  private compile(kind: StepKind, batch: Batch): Promise<Compiled> {
    const key = `${kind} ${this.objective.shapeKey(batch)}`;
    const known = this.compiled.get(key);
    if (known) return known;
    const { graph, ...rest } = buildStep(kind, this.objective, batch, this.initial.parameters, this.settings);
    const compiled = this.runtime.compile(graph).then((session) => ({ session, ...rest }));
    this.compiled.set(key, compiled);
    return compiled;
  }

  /** Says what is wrong with a step: run only when something is. */
  private async diagnosis(result: StepResult, batches: readonly Batch[]): Promise<string> {
    const { step, loss, gradientNorm } = result;
    const broken = (await this.brokenParameter(batches)) ?? 'no single value, but their sum';
    const examples = batches.flatMap((batch) => this.objective.names(batch)).join(', ');
    return `step ${step}: the loss is ${loss}, the gradient norm ${gradientNorm}; first not finite: ${broken}; examples: ${examples}. The state from before the step is kept.`;
  }

  /** The first parameter, in the order of the forward pass, that is not finite; else the first whose gradient is not. */
  private async brokenParameter(batches: readonly Batch[]): Promise<string | null> {
    for (const [micro, batch] of batches.entries()) {
      const { parameters } = await this.compile('gradients', batch);
      const finite = (tensor: Feeds[string] | undefined) =>
        !tensor || (tensor.data as Float32Array).every(Number.isFinite);
      const parameter = parameters.find((name) => !finite(this.parameter(name)));
      if (parameter) return `the parameter ${parameter}`;
      const fetches: Feeds = {};
      for (const [name, { shape, data }] of this.initial.parameters)
        fetches[NAME.gradient(name)] = this.runtime.tensor('float32', new Float32Array(data.length), shape);
      const { results } = await this.run('gradients', batch, {}, fetches, micro);
      const gradient = parameters.find((name) => !finite(results[NAME.gradient(name)]));
      if (gradient)
        return `the gradient of ${gradient}${batches.length > 1 ? ` in micro-batch ${micro}` : ''}`;
    }
    return null;
  }

  private parameter(name: string): Feeds[string] {
    return this.buffers.get(name) ?? this.frozen[name]!;
  }

  /** Ends the step that has begun: gradients are summed anew. */
  private clear(): void {
    if (this.pending.length > 0) this.sums.clear();
    this.pending = [];
  }

  private scalar(value: number) {
    return this.runtime.tensor('float32', Float32Array.of(value), []);
  }
}

function zeros(parameters: Parameters): Parameters {
  return new Map(
    [...parameters].map(([name, { shape, data }]) => [name, { shape, data: new Float32Array(data.length) }]),
  );
}

const first = (tensor: Feeds[string] | undefined): number => Number((tensor?.data as Float32Array)[0]);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
