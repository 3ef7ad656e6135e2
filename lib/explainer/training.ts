import type { Tokenizer } from '@/lib/model/tokenizer';
import type { AnyTask } from '@/lib/task/task';
import { bucket, layOut, type Example, type SegmentShape } from '@/lib/train/batch';
import type { EarlyStopping } from '@/lib/train/early-stop';
import type { Segments } from '@/lib/train/language-model';
import type { TrainingPlan } from '@/lib/train/loop';
import type { Trainer } from '@/lib/train/trainer';
import { Random } from '@/lib/random';
import { warmupCosine } from '@/lib/train/schedule';
import { briefOf, promptFor, type Asked } from './prompt';
import type { PromptStyle } from './sidecar';

/** A measured question: what is asked, and what was found. */
export interface TrainingQuestion extends Asked {
  id?: string;
  truth: unknown;
}

type HeldOut =
  | { questions: readonly TrainingQuestion[]; measure?: undefined }
  | { measure: (trainer: Trainer<Segments>) => Promise<number>; questions?: undefined };

/** What turns questions into rows: the task, the base model's tokenizer, and how the explainer is asked. */
export interface Asking {
  task: AnyTask;
  tokenizer: Tokenizer;
  style: PromptStyle;
  bosId: number | null;
}

/** Questions of one task with how they are asked. */
export interface TrainingSet {
  asking: Asking;
  questions: readonly TrainingQuestion[];
}

export interface ExplainerTrainingSettings {
  steps: number;
  peak: number;
  warmup: number;
  /** Questions a step. */
  batch: number;
  /** Rows of the base model's own training replayed in each step, and their weight in the loss. */
  replayRows: number;
  replayWeight: number;
}

/** A question in one wording with its answer and the end of the sequence; the loss is on those. */
export function trainingExample(
  { task, tokenizer, style, bosId }: Asking,
  question: TrainingQuestion,
  wording: number,
): Example {
  const prompt = promptFor(task, tokenizer, style, question, bosId, wording);
  const said = briefOf(task, style)?.answer(question.truth) ?? task.answer(question.truth);
  const answer = [...tokenizer.encode(said), tokenizer.idOf('<eos>')];
  return {
    ids: [...prompt.ids, ...answer],
    answerStart: prompt.ids.length,
    vectors: prompt.vectors,
    name: question.id && `question ${question.id}`,
  };
}

/**
 * The batches of an explainer's training: every question in every wording once an epoch, in batches of one task and like length,
 * shuffled by seed and epoch; beside them rows of the base model's own training, so that it does not forget them.
 */
export function explainerPlan({
  sets,
  replay,
  width,
  seed,
  settings,
  heldOut,
}: {
  /** What is learned, a set a task; all of them by one tokenizer. */
  sets: readonly TrainingSet[];
  replay: readonly Example[];
  /** Length of the vectors of questions. */
  width: number;
  seed: number;
  settings: ExplainerTrainingSettings;
  /** Questions of the first set whose loss, in the first wording, is watched but not learned from; or any figure of the model. */
  heldOut?: HeldOut & { every: number; stopping?: EarlyStopping };
}): TrainingPlan<Segments> {
  const { asking } = sets[0]!;
  const pad = asking.tokenizer.idOf('<pad>');
  const replayShape: SegmentShape = {
    batch: settings.replayRows,
    length: bucket(Math.max(...replay.map((row) => row.ids.length)), 4),
    selected: settings.replayRows * Math.max(...replay.map(supervised)),
    vectors: 0,
  };
  const prepared = sets.map(prepare);
  const epoch = epochs(
    prepared.map(({ buckets }) => buckets),
    settings.batch,
    seed,
  );
  const watched = heldOut?.questions?.map((question) => trainingExample(asking, question, 0)) ?? [];
  const room = settings.batch * Math.max(prepared[0]!.answerTokens, ...watched.map(supervised));
  const watchedBatches = [...bucketed(watched)].flatMap(([length, members]) =>
    cut(members, settings.batch).map((some) => {
      const shape = { batch: settings.batch, length, selected: room, vectors: settings.batch };
      return [layOut(some, shape, width, pad)];
    }),
  );
  return {
    heldOut: heldOut && {
      ...(heldOut.measure ? { measure: heldOut.measure } : { batches: watchedBatches }),
      every: heldOut.every,
      stopping: heldOut.stopping,
    },
    steps: settings.steps,
    learningRate: warmupCosine(settings.peak, settings.warmup, settings.steps),
    batch(step) {
      const { set, length, examples: own } = epoch(step);
      const { answerTokens } = prepared[set]!;
      const shape = {
        batch: settings.batch,
        length,
        selected: settings.batch * answerTokens,
        vectors: settings.batch,
      };
      const random = Random.stream(seed, 'replay', step);
      const replayed = Array.from({ length: settings.replayRows }, () => random.pick(replay));
      return [
        layOut(own, shape, width, pad),
        layOut(replayed, replayShape, width, pad, settings.replayWeight),
      ];
    },
  };
}

/** What batches of a set are made of. */
function prepare({ asking, questions }: TrainingSet) {
  const examples = questions.flatMap((question) =>
    asking.style.wordings.map((_, wording) => trainingExample(asking, question, wording)),
  );
  return { buckets: bucketed(examples), answerTokens: Math.max(...examples.map(supervised)) };
}

/** Number of tokens that the loss is taken on. */
const supervised = ({ ids, answerStart }: Example): number => ids.length - answerStart;

/** Examples of like length together, by the length they are padded to. */
function bucketed(examples: readonly Example[]): Map<number, Example[]> {
  const buckets = new Map<number, Example[]>();
  for (const example of examples) {
    const length = bucket(example.ids.length);
    const members = buckets.get(length);
    if (members) members.push(example);
    else buckets.set(length, [example]);
  }
  return buckets;
}

function cut<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

interface Batch {
  /** Which set it is of. */
  set: number;
  length: number;
  examples: Example[];
}

/** The batch of each step: epochs follow one another, each shuffled by a generator of its own. */
function epochs(
  sets: readonly ReadonlyMap<number, readonly Example[]>[],
  size: number,
  seed: number,
): (step: number) => Batch {
  const batchesOf = (number: number): Batch[] => {
    const random = Random.stream(seed, 'epoch', number);
    const batches: Batch[] = [];
    for (const [set, buckets] of sets.entries())
      for (const [length, members] of [...buckets].sort(([a], [b]) => a - b)) {
        const order = random.shuffle([...members]);
        batches.push(...cut(order, size).map((some) => ({ set, length, examples: some })));
      }
    return random.shuffle(batches);
  };
  const perEpoch = batchesOf(0).length;
  let cached = { number: 0, batches: batchesOf(0) };
  return (step) => {
    const number = Math.floor(step / perEpoch);
    if (cached.number !== number) cached = { number, batches: batchesOf(number) };
    return cached.batches[step % perEpoch]!;
  };
}
