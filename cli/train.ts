import { Command, Option } from 'commander';
import { mean } from 'd3-array';

import { MOST_THREADS, nodeRuntime } from '@/lib/engine/runtime-node';
import { explainerPlan } from '@/lib/explainer/training';
import { adapterParameters, assembleAdapter, initialAdapter, mergeAdapter } from '@/lib/model/lora';
import type { Parameters } from '@/lib/model/parameters';
import { initialProjection, projectionShapes } from '@/lib/model/projection';
import { Random } from '@/lib/random';
import { taskOf } from '@/lib/task/tasks';
import { languageModel, type Segments } from '@/lib/train/language-model';
import { divide } from '@/lib/train/objective';
import { ADAMW } from '@/lib/train/optimiser';
import { Trainer, freshState } from '@/lib/train/trainer';
import { BadInput } from './bad-input';
import { warningsOf } from './capabilities';
import { explainerRunFolder } from './explainers';
import { readTraining } from './model-folder';
import { decimal, wholeNumber, wholeNumberWithin } from './options';
import { targetArgument, targetOf, type TargetId } from './targets';
import { taskOption } from './task-option';
import { keepAdapter } from './train-adapter';
import { writeExplainer } from './train-artefact';
import { shareRight, type ExplainerWeights } from './train-fit';
import { trainInputs, type TrainInputs } from './train-inputs';
import {
  commandOf,
  companions,
  loraOf,
  SETTINGS,
  TRAINED_SIGHTS,
  WATCHED,
  whoOf,
  withSettings,
  type TrainArguments,
  type TrainOptions,
} from './train-options';
import { hashOf, runTraining, type FinishedRun } from './training';

/** The tensor that `--freeze` leaves as it is; the unembedding is the same one. */
const EMBEDDING = 'model.embed_tokens.weight';

/** Steps between two looks at the held-out questions. */
const EVALUATE_EVERY = 100;

/** `lab train <target> <base>`: fine-tunes an explainer of a target on measured questions. */
export function trainCommand(): Command {
  return new Command('train')
    .description('fine-tune an explainer of a target and write its folder')
    .addArgument(targetArgument())
    .argument('<base>', 'the model to start from: self, other, random, or its name')
    .addOption(taskOption())
    .option(
      '--with <tasks>',
      'other tasks that the same weights learn, with their numbers of questions: ablate:15000,feature:4000',
      companions,
      [],
    )
    .addOption(
      new Option('--sees <what>', 'what the explainer is shown').choices(TRAINED_SIGHTS).default('vector'),
    )
    .option('--examples <count>', 'training questions', wholeNumber, 8000)
    .option('--steps <count>', 'optimiser steps', wholeNumber, 1500)
    .option('--seed <number>', 'seed of data order', wholeNumber, 1)
    .option(
      '--patience <count>',
      `end when the loss on held-out questions, taken every ${EVALUATE_EVERY} steps, did not fall so many times; 0 for never`,
      wholeNumber,
      0,
    )
    .addOption(
      new Option('--watch <what>', 'what --patience goes by: the loss, or the share that is answered wrong')
        .choices(WATCHED)
        .default('loss'),
    )
    .option('--rate <number>', 'highest learning rate', decimal, SETTINGS.peak)
    .option('--brief', 'say brief words that stand for explanations, the text first in the prompt', false)
    .option('--freeze', 'leave the embeddings as they are', false)
    .option(
      '--project',
      'learn a map of the vectors of each layer into its embedding space, as is done where widths differ',
      false,
    )
    .option(
      '--replay-rows <count>',
      'rows of the base model’s own training in each step',
      wholeNumber,
      SETTINGS.replayRows,
    )
    .option('--replay-weight <number>', 'their weight in the loss', decimal, SETTINGS.replayWeight)
    .option(
      '--lora <rank>',
      'train a low-rank adapter of all linear layers, and merge it at the end; 0 trains every weight',
      wholeNumber,
      0,
    )
    .option('--alpha <number>', 'the adapter is scaled by alpha / rank; the rank unless given', decimal)
    .option('--dropout <probability>', "dropout of the adapter's input", decimal, 0)
    .option(
      '--threads <count>',
      'threads of ONNX Runtime; 0 for one a core',
      wholeNumberWithin(0, MOST_THREADS),
      0,
    )
    .option('--resume', 'continue from the last checkpoint', false)
    .action(train);
}

async function train(id: string, base: string, given: TrainArguments): Promise<void> {
  const target = targetOf(id);
  const who = whoOf(target, base, given.sees);
  const options = withSettings({ ...given, sees: who.sees });
  const learned = [{ task: given.task, examples: given.examples }, ...given.with];
  const inputs: TrainInputs[] = [];
  for (const { task, examples } of learned)
    inputs.push(await trainInputs(taskOf(task), target, who, { ...options, examples }));
  const [first] = inputs as [TrainInputs];
  if (inputs.length > 1 && inputs.some(({ sidecar }) => sidecar.projection))
    throw new BadInput('maps of vectors are learned for one task at a time: leave out --with');
  for (const line of await cautionsOf([target, who.base])) console.log(line);
  const result = await run(inputs, options);
  if (!result) return;
  const weights = merged(first, options, result.state.parameters);
  const lora = loraOf(options);
  for (const one of inputs) {
    if (lora) await keepAdapter(one, lora, result.state.parameters);
    const { run: made } = await writeExplainer({
      ...one,
      options,
      result,
      weights,
      // How well it does on what it learned from, beside what it did not: memorising shows.
      right: {
        training: await shareRight(one, weights, one.training),
        validation: await shareRight(one, weights, one.heldOut),
      },
    });
    const { loss, rightTraining, rightValidation } = made.metrics;
    console.log(
      `${one.sidecar.id}: loss ${loss}, right ${rightTraining} of training, ${rightValidation} of validation`,
    );
  }
}

/** What the models of a run cannot do that it needs, a line each; said before the time is spent. */
async function cautionsOf(ids: readonly TargetId[]): Promise<string[]> {
  const lines = await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const { capabilities } = (await readTraining(id))?.model ?? { capabilities: [] };
      if (capabilities.length > 0) return warningsOf(id, capabilities);
      return [
        `warning: ${id}: what it can do was not measured; do it with: npm run lab -- capabilities ${id}`,
      ];
    }),
  );
  return lines.flat();
}

/**
 * All weights of the explainer as it stands: what is trained, with what is not, an adapter added to them; and its projections,
 * where it has any.
 */
function merged(
  { base: { config, parameters }, sidecar: { projection } }: TrainInputs,
  options: TrainOptions,
  trained: Parameters,
): ExplainerWeights {
  const lora = loraOf(options);
  const maps = projection ? projectionShapes(config.dModel, projection) : new Map<string, number[]>();
  const { frozen: own, trained: rest } = divide(trained, (name) => maps.has(name));
  return {
    parameters: lora
      ? mergeAdapter(config, parameters, assembleAdapter(config, lora, rest))
      : new Map([...parameters, ...rest]),
    ...(projection && { projections: own }),
  };
}

/** The run itself, of one task or of several; null when it was interrupted. */
function run(inputs: readonly TrainInputs[], options: TrainOptions): Promise<FinishedRun | null> {
  const { base, sidecar, heldOut, replay } = inputs[0]!;
  const { config, tokenizer, parameters } = base;
  const { seed, patience, settings, freeze } = options;
  const { projection } = sidecar;
  const lora = loraOf(options);
  const whole = divide(parameters, (name) => freeze && name === EMBEDDING);
  const watched =
    options.watch === 'loss'
      ? { questions: heldOut }
      : {
          async measure(trainer: Trainer<Segments>) {
            const weights = merged(inputs[0]!, options, trainer.state().parameters);
            const right: number[] = [];
            for (const one of inputs) right.push(await shareRight(one, weights, one.heldOut));
            return 1 - mean(right)!;
          },
        };
  return runTraining({
    about: {
      subjectId: sidecar.id,
      kind: 'train',
      seed,
      command: commandOf(sidecar, options),
      heldOut: options.watch,
    },
    folder: explainerRunFolder(sidecar.id),
    fingerprint: inputs.length > 1 ? hashOf(inputs.map((one) => one.fingerprint)) : inputs[0]!.fingerprint,
    resume: options.resume,
    plan: explainerPlan({
      sets: inputs.map((one) => ({
        asking: { task: one.task, tokenizer, style: one.sidecar, bosId: config.bosId },
        questions: one.training,
      })),
      heldOut:
        patience > 0 ? { ...watched, every: EVALUATE_EVERY, stopping: { patience, minDelta: 0 } } : undefined,
      replay,
      width: projection?.width ?? config.dModel,
      seed,
      settings,
    }),
    fresh() {
      const random = new Random(seed);
      const own = lora
        ? adapterParameters(initialAdapter(config, lora, () => random.uniform()))
        : whole.trained;
      const maps = projection && initialProjection(config.dModel, projection, () => random.normal());
      return freshState(new Map([...own, ...(maps ?? [])]));
    },
    trainer(state) {
      const frozen = lora ? parameters : whole.frozen;
      const model = { config, frozen, ...(lora && { lora }), ...(projection && { projection }) };
      return new Trainer(nodeRuntime({ threads: options.threads }), languageModel(model), ADAMW, state, seed);
    },
  });
}
