import { describe, expect, it } from 'vitest';
import { createEngine } from '@/lib/engine/session-engine';
import { parseConfig, type ModelConfig } from '@/lib/model/config';
import { countParameters, initialParameters } from '@/lib/model/parameters';
import { Random } from '@/lib/random';
import { testRuntime } from '@/test/support/evaluate-graph';
import { layOut, type Example } from './batch';
import { languageModel } from './language-model';
import { train } from './loop';
import { ADAMW } from './optimiser';
import { constant, cosine, warmup } from './schedule';
import { Trainer, freshState } from './trainer';

const configOf = (changes: Record<string, unknown>): ModelConfig =>
  parseConfig(
    JSON.stringify({
      model_type: 'llama',
      num_attention_heads: 4,
      max_position_embeddings: 32,
      tie_word_embeddings: true,
      initializer_range: 0.05,
      ...changes,
    }),
  );

function newTrainer(config: ModelConfig) {
  const random = new Random(1);
  const start = freshState(initialParameters(config, () => random.normal()));
  return new Trainer(testRuntime(), languageModel({ config }), ADAMW, start);
}

describe('a model of two and a half million parameters', () => {
  const config = configOf({
    hidden_size: 192,
    intermediate_size: 512,
    num_hidden_layers: 4,
    num_attention_heads: 6,
    vocab_size: 4096,
  });

  it('learns a small batch by heart', async () => {
    expect(countParameters(config)).toBeGreaterThan(2e6);
    expect(countParameters(config)).toBeLessThan(3e6);
    const random = new Random(2);
    const examples = Array.from({ length: 4 }, (): Example => ({
      ids: Array.from({ length: 16 }, () => random.integer(config.vocab)),
      answerStart: 1,
    }));
    const batch = [layOut(examples, { batch: 4, length: 16, selected: 60, vectors: 0 }, config.dModel, 0)];
    const trainer = newTrainer(config);
    await train(trainer, { steps: 60, batch: () => batch, learningRate: warmup(5, constant(2e-3)) });
    expect((await trainer.evaluate(batch)).loss).toBeLessThan(0.01);
    await trainer.dispose();
  });
});

describe('a language in which the second half repeats the first', () => {
  const [BOS, SEPARATOR, WORDS] = [0, 1, 2];
  const config = configOf({
    hidden_size: 64,
    intermediate_size: 128,
    num_hidden_layers: 2,
    vocab_size: 24,
  });
  // Halves of different lengths, so that looking a fixed distance back is not enough.
  const sentence = (random: Random): Example => {
    const length = 4 + random.integer(5);
    const words = Array.from({ length }, () => WORDS + random.integer(config.vocab - WORDS));
    return { ids: [BOS, ...words, SEPARATOR, ...words], answerStart: length + 2 };
  };

  it('is learned by two layers: new sentences are completed', { timeout: 180_000 }, async () => {
    const trainer = newTrainer(config);
    const [steps, rows] = [1200, 32];
    await train(trainer, {
      steps,
      learningRate: warmup(30, cosine(3e-3, steps - 30)),
      batch(step) {
        const random = new Random(step);
        const examples = Array.from({ length: rows }, () => sentence(random));
        const shape = { batch: rows, length: 18, selected: 8 * rows, vectors: 0 };
        return [layOut(examples, shape, config.dModel, 0)];
      },
    });
    const engine = createEngine(testRuntime(), config, trainer.state().parameters, 'copying');
    const random = new Random(-1);
    const fresh = Array.from({ length: 200 }, () => sentence(random));
    const { logits } = await engine.trace(
      fresh.map(({ ids }) => ids),
      { logits: 'all' },
    );
    const [, length, vocab] = logits!.shape as [number, number, number];
    let [right, asked] = [0, 0];
    fresh.forEach(({ ids, answerStart }, row) => {
      for (let i = answerStart; i < ids.length; i++) {
        const at = (row * length + i - 1) * vocab;
        const scores = logits!.data.subarray(at, at + vocab);
        asked++;
        if (scores.indexOf(Math.max(...scores)) === ids[i]) right++;
      }
    });
    expect(asked).toBeGreaterThan(1000);
    expect(right / asked).toBeGreaterThan(0.99);
    await engine.dispose();
    await trainer.dispose();
  });
});

describe('memory', () => {
  it('stays flat over 500 steps', async () => {
    const config = configOf({
      hidden_size: 16,
      intermediate_size: 32,
      num_hidden_layers: 1,
      vocab_size: 2048,
    });
    const trainer = newTrainer(config);
    const random = new Random(3);
    const shape = { batch: 8, length: 16, selected: 120, vectors: 0 };
    let early = 0;
    for (let step = 1; step <= 500; step++) {
      const examples = Array.from({ length: 8 }, (): Example => ({
        ids: Array.from({ length: 16 }, () => random.integer(config.vocab)),
        answerStart: 1,
      }));
      await trainer.step([layOut(examples, shape, config.dModel, 0)], 1e-3);
      if (step === 100) early = process.memoryUsage().rss;
    }
    // One set of what a step computes is 1 MB: kept, it would be 400 MB more.
    expect((process.memoryUsage().rss - early) / 2 ** 20).toBeLessThan(50);
    await trainer.dispose();
  });
});
