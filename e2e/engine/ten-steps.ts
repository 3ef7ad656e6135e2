import type { Runtime } from '@/lib/engine/runtime';
import { adapterParameters, initialAdapter, type LoraSettings } from '@/lib/model/lora';
import { tiedLlama } from '@/lib/model/model-config';
import { initialParameters } from '@/lib/model/parameters';
import { Random } from '@/lib/random';
import { layOut, layOutParts, type Example } from '@/lib/train/batch';
import { languageModel } from '@/lib/train/language-model';
import { ADAMW } from '@/lib/train/optimiser';
import { Trainer, freshState, type StepResult } from '@/lib/train/trainer';

const config = tiedLlama({
  dModel: 32,
  dFeedForward: 64,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  vocab: 48,
  maxPositions: 16,
  initializerRange: 0.1,
});
const LORA: LoraSettings = { rank: 4, alpha: 16, dropoutRate: 0.2, targets: 'all-linear' };

/**
 * Ten steps of training the whole of a tiny model, then ten of an adapter with dropout, each of the latter in two
 * micro-batches; with continuous tokens in some of the prompts. The same code for every runtime.
 */
export async function tenSteps(runtime: Runtime): Promise<{ whole: StepResult[]; adapter: StepResult[] }> {
  const random = new Random(3);
  const base = initialParameters(config, () => random.normal());
  const examples = Array.from({ length: 6 }, (_, row): Example => {
    const ids = Array.from({ length: 5 + random.integer(5) }, () => random.integer(config.vocab));
    const vector = Float32Array.from({ length: config.dModel }, () => random.normal());
    return { ids, answerStart: 3, vectors: row % 2 ? [{ position: 1, vector }] : [] };
  });
  const shape = (batch: number) => ({ batch, length: 10, selected: 8 * batch, vectors: batch });

  const whole: StepResult[] = [];
  const first = new Trainer(runtime, languageModel({ config }), ADAMW, freshState(base));
  for (let step = 0; step < 10; step++)
    whole.push(await first.step([layOut(examples, shape(6), config.dModel, 0)], 3e-3));
  await first.dispose();

  const adapter: StepResult[] = [];
  const objective = languageModel({ config, frozen: base, lora: LORA });
  const factors = adapterParameters(initialAdapter(config, LORA, () => random.uniform()));
  const second = new Trainer(runtime, objective, ADAMW, freshState(factors), 5);
  const [a, b] = layOutParts(examples, shape(3), 2, config.dModel, 0);
  for (let step = 0; step < 10; step++) {
    await second.accumulate([a!]);
    adapter.push(await second.step([b!], 3e-3));
  }
  await second.dispose();
  return { whole, adapter };
}
