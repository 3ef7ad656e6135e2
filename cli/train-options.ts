import type { ExplainerTrainingSettings } from '@/lib/explainer/training';
import type { LoraSettings } from '@/lib/model/lora';

/** What a training step of an explainer is made of, unless options say otherwise. */
export const SETTINGS: Omit<ExplainerTrainingSettings, 'steps'> = {
  peak: 2e-3,
  warmup: 50,
  batch: 48,
  replayRows: 16,
  replayWeight: 0.3,
};

/** Options of `lab train`. */
export interface TrainOptions {
  examples: number;
  steps: number;
  seed: number;
  patience: number;
  lora: number;
  alpha?: number;
  dropout: number;
  rate: number;
  resume: boolean;
  threads: number;
}

/** The adapter that is asked for; undefined where every weight is trained. */
export function loraOf({ lora, alpha, dropout }: TrainOptions): LoraSettings | undefined {
  if (lora === 0) return undefined;
  return { rank: lora, alpha: alpha ?? lora, dropoutRate: dropout, targets: 'all-linear' };
}

/** The command that repeats a run: what differs from the defaults is spelt out. */
export function commandOf(target: string, role: string, options: TrainOptions): string {
  const { examples, steps, seed, patience, rate, lora, alpha, dropout } = options;
  const parts = [
    `npm run lab -- train ${target} ${role} --examples ${examples} --steps ${steps} --seed ${seed}`,
  ];
  if (rate !== SETTINGS.peak) parts.push(`--rate ${rate}`);
  if (patience > 0) parts.push(`--patience ${patience}`);
  if (lora > 0) parts.push(`--lora ${lora}`);
  if (lora > 0 && alpha !== undefined) parts.push(`--alpha ${alpha}`);
  if (lora > 0 && dropout > 0) parts.push(`--dropout ${dropout}`);
  return parts.join(' ');
}
