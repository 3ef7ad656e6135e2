import { InvalidArgumentError } from 'commander';

import type { ExplainerSidecar } from '@/lib/explainer/sidecar';
import type { ExplainerTrainingSettings } from '@/lib/explainer/training';
import type { LoraSettings } from '@/lib/model/lora';
import { findTask } from '@/lib/task/tasks';
import type { Sight } from '@/lib/words';
import { BadInput } from './bad-input';
import { isTarget, recipeOf, targetIds, type TargetId } from './targets';

/** What a training step of an explainer is made of, unless options say otherwise. */
export const SETTINGS: Omit<ExplainerTrainingSettings, 'steps'> = {
  peak: 2e-3,
  warmup: 50,
  batch: 48,
  replayRows: 16,
  replayWeight: 0.3,
};

/** What a trained explainer can be shown in place of the vector. */
export const TRAINED_SIGHTS = ['vector', 'rotated-vector', 'no-vector'] as const satisfies readonly Sight[];
export type TrainedSight = (typeof TRAINED_SIGHTS)[number];

/** What of held-out questions decides when to end: their loss, or the share that is answered wrong. */
export const WATCHED = ['loss', 'wrong'] as const;
export type Watched = (typeof WATCHED)[number];

/** Questions of another task that are learned beside those of the first. */
export interface Companion {
  task: string;
  examples: number;
}

/** Options of `lab train` as given. */
export interface TrainArguments {
  task: string;
  with: Companion[];
  sees: TrainedSight;
  examples: number;
  steps: number;
  seed: number;
  patience: number;
  watch: Watched;
  lora: number;
  alpha?: number;
  dropout: number;
  rate: number;
  brief: boolean;
  freeze: boolean;
  project: boolean;
  replayRows: number;
  replayWeight: number;
  resume: boolean;
  threads: number;
}

/** `--with` as given: tasks with their numbers of questions, as in `ablate:15000,feature:4000`. */
export function companions(text: string): Companion[] {
  return text.split(',').map((part) => {
    const [task = '', count] = part.split(':');
    const examples = Number(count);
    if (!findTask(task) || !Number.isSafeInteger(examples) || examples < 1)
      throw new InvalidArgumentError(
        'Give tasks with numbers of questions, as in ablate:15000,feature:4000.',
      );
    return { task, examples };
  });
}

export interface TrainOptions extends TrainArguments {
  settings: ExplainerTrainingSettings;
}

export const withSettings = (given: TrainArguments): TrainOptions => ({
  ...given,
  settings: {
    ...SETTINGS,
    peak: given.rate,
    steps: given.steps,
    replayRows: given.replayRows,
    replayWeight: given.replayWeight,
  },
});

/** Who is trained: the model whose shape and tokens it has, whether its weights are those, and what it is shown. */
export interface Who {
  base: TargetId;
  /** Random weights in the shape of the base: what training alone can learn. */
  random: boolean;
  sees: TrainedSight;
}

/**
 * Who is trained: a base by its id, or by what it is to the target: `self`, `other` (the first of the other models), `random` (random
 * weights in the shape of self) and `no-vector` (self, shown zeros), as the commands of the first runs have it.
 * @throws BadInput that names what there is
 */
export function whoOf(target: TargetId, base: string, sees: TrainedSight): Who {
  const random = base === 'random';
  return { random, ...baseOf(target, random ? 'self' : base, sees) };
}

function baseOf(target: TargetId, base: string, sees: TrainedSight): { base: TargetId; sees: TrainedSight } {
  if (base === 'self') return { base: target, sees };
  if (base === 'no-vector') return { base: target, sees: 'no-vector' };
  // A base of another generation has other tokens, and prompts hold texts as the target's tokens; so has any of an imported model.
  const bases = isTarget(target)
    ? targetIds.filter((id) => recipeOf(id).data === recipeOf(target).data)
    : [target];
  if (base === 'other' && bases.length === 1)
    throw new BadInput(`${target} was imported: explainers of it begin from self, random or no-vector`);
  if (base === 'other') return { base: bases.find((id) => id !== target)!, sees };
  if (isTarget(base)) {
    if (bases.includes(base)) return { base, sees };
    throw new BadInput(`${base} reads other tokens than ${target}; bases for it are ${bases.join(', ')}`);
  }
  throw new BadInput(
    `no such base: ${base}; there are self, other, random, no-vector, ${targetIds.join(', ')}`,
  );
}

/** The adapter that is asked for; undefined where every weight is trained. */
export function loraOf({ lora, alpha, dropout }: TrainArguments): LoraSettings | undefined {
  if (lora === 0) return undefined;
  return { rank: lora, alpha: alpha ?? lora, dropoutRate: dropout, targets: 'all-linear' };
}

/** The command that repeats a run: what differs from the defaults is spelt out. */
export function commandOf(
  { target, base, kinship }: Pick<ExplainerSidecar, 'target' | 'base' | 'kinship'>,
  options: TrainArguments,
): string {
  const { task, sees, examples, steps, seed, patience, rate, lora, alpha, dropout, brief, freeze } = options;
  const began = kinship === 'random-weights' ? 'random' : base;
  const parts = [`npm run lab -- train ${target} ${began} --task ${task}`];
  if (options.with.length > 0)
    parts.push(`--with ${options.with.map((other) => `${other.task}:${other.examples}`).join(',')}`);
  if (sees !== 'vector') parts.push(`--sees ${sees}`);
  parts.push(`--examples ${examples} --steps ${steps} --seed ${seed}`);
  if (rate !== SETTINGS.peak) parts.push(`--rate ${rate}`);
  if (brief) parts.push('--brief');
  if (freeze) parts.push('--freeze');
  if (options.project) parts.push('--project');
  if (options.replayRows !== SETTINGS.replayRows) parts.push(`--replay-rows ${options.replayRows}`);
  if (options.replayWeight !== SETTINGS.replayWeight) parts.push(`--replay-weight ${options.replayWeight}`);
  if (patience > 0) parts.push(`--patience ${patience}`);
  if (patience > 0 && options.watch !== 'loss') parts.push(`--watch ${options.watch}`);
  if (lora > 0) parts.push(`--lora ${lora}`);
  if (lora > 0 && alpha !== undefined) parts.push(`--alpha ${alpha}`);
  if (lora > 0 && dropout > 0) parts.push(`--dropout ${dropout}`);
  return parts.join(' ');
}
