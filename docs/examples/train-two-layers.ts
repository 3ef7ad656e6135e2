import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { formatConfig, parseConfig } from '@/lib/model/config';
import { initialParameters } from '@/lib/model/parameters';
import { writeSafetensors } from '@/lib/model/safetensors';
import { Random } from '@/lib/random';
import { layOut } from '@/lib/train/batch';
import { languageModel } from '@/lib/train/language-model';
import { train } from '@/lib/train/loop';
import { ADAMW } from '@/lib/train/optimiser';
import { cosine, warmup } from '@/lib/train/schedule';
import { Trainer, freshState } from '@/lib/train/trainer';

/** Trains a llama of two layers on rows of token ids, and saves it as a Hugging Face folder. */
export async function trainTwoLayers(rows: number[][], vocab: number, folder: string, steps = 500) {
  const length = Math.max(...rows.map((row) => row.length));
  const shape = { num_hidden_layers: 2, hidden_size: 64, intermediate_size: 176, num_attention_heads: 4 };
  const sizes = { vocab_size: vocab, max_position_embeddings: length, tie_word_embeddings: true };
  const config = parseConfig(JSON.stringify({ model_type: 'llama', ...shape, ...sizes }));
  const random = new Random(1);
  const start = freshState(initialParameters(config, () => random.normal()));
  const trainer = new Trainer(nodeRuntime(), languageModel({ config }), ADAMW, start);
  const segment = { batch: 16, length, selected: 16 * (length - 1), vectors: 0 };
  const batch = (step: number) => {
    const draw = new Random(step);
    const examples = Array.from({ length: 16 }, () => ({ ids: draw.pick(rows), answerStart: 1 }));
    return [layOut(examples, segment, config.dModel, 0)];
  };
  await train(trainer, { steps, batch, learningRate: warmup(20, cosine(3e-3, steps - 20)) });
  const weights = writeSafetensors(trainer.state().parameters, 'F32');
  await trainer.dispose();
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'config.json'), formatConfig(config));
  await writeFile(path.join(folder, 'model.safetensors'), weights);
}
