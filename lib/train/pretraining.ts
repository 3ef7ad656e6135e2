import type { Tokenizer } from '@/lib/model/tokenizer';
import { bucket, layOut, type Example } from './batch';
import type { Segments } from './language-model';
import type { TrainingPlan } from './loop';
import { Random } from '@/lib/random';
import { warmupCosine } from './schedule';
import type { Fact } from '@/lib/corpus/facts';
import { factRow, proseRow } from '@/lib/corpus/rows';
import { exposureOf } from '@/lib/corpus/split';
import { WORDINGS } from '@/lib/corpus/wordings';

export interface PretrainingSettings {
  steps: number;
  /** Highest learning rate, reached after `warmup` steps. */
  peak: number;
  warmup: number;
  /** Rows a step. */
  factRows: number;
  proseRows: number;
  /** Weight of the prose in the loss, against 1 of the facts. */
  proseWeight: number;
  /** How often a rare fact is drawn, against 1 of a frequent one. */
  rareWeight: number;
}

const PROSE_TOKENS = 48;

/**
 * The batches of pretraining: rows of facts in random wordings, with the loss on the object and the full stop, and
 * rows of prose with the loss on every token. Each step draws from a generator of its own.
 */
export function pretrainingPlan({
  facts,
  prose,
  tokenizer,
  dModel,
  seed,
  settings,
}: {
  facts: readonly Fact[];
  prose: readonly string[];
  tokenizer: Tokenizer;
  dModel: number;
  seed: number;
  settings: PretrainingSettings;
}): TrainingPlan<Segments> {
  const rows = facts.map((fact) => WORDINGS.map((_, wording) => factRow(fact, wording, tokenizer.encode)));
  const frequent = rows.filter((_, i) => exposureOf(facts[i]!) === 'frequent');
  const rare = rows.filter((_, i) => exposureOf(facts[i]!) === 'rare');
  const rareShare =
    (rare.length * settings.rareWeight) / (rare.length * settings.rareWeight + frequent.length);
  const longest = Math.max(...rows.flat().map((row) => row.ids.length));
  const pad = tokenizer.idOf('<pad>');
  const factShape = {
    batch: settings.factRows,
    length: bucket(longest, 4),
    selected: 2 * settings.factRows,
    vectors: 0,
  };
  const proseShape = {
    batch: settings.proseRows,
    length: PROSE_TOKENS,
    selected: settings.proseRows * (PROSE_TOKENS - 1),
    vectors: 0,
  };
  return {
    steps: settings.steps,
    learningRate: warmupCosine(settings.peak, settings.warmup, settings.steps),
    batch(step) {
      const random = Random.stream(seed, 'batch', step);
      const factExamples = Array.from({ length: settings.factRows }, () =>
        random.pick(random.pick(random.uniform() < rareShare ? rare : frequent)),
      );
      const proseExamples = Array.from({ length: settings.proseRows }, (): Example => ({
        ids: proseRow(random.pick(prose), tokenizer.encode, PROSE_TOKENS),
        answerStart: 1,
      }));
      return [
        layOut(factExamples, factShape, dModel, pad),
        layOut(proseExamples, proseShape, dModel, pad, settings.proseWeight),
      ];
    },
  };
}
