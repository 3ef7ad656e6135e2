import { describe, expect, it } from 'vitest';
import { layOut } from '@/lib/train/batch';
import { languageModel } from '@/lib/train/language-model';
import { Trainer, freshState } from '@/lib/train/trainer';
import { testRuntime } from '@/test/support/evaluate-graph';
import { FAMILY_NAMES, familyFixture } from '@/test/support/families';

const trained = FAMILY_NAMES.filter((name) => familyFixture(name).expected.training);

describe.each(trained)('%s', (name) => {
  const { config, parameters, expected } = familyFixture(name);
  const { ids } = expected;

  it('goes through the losses and gradient norms of PyTorch with AdamW and clipping', async () => {
    const { optimiser, rates, losses, gradientNorms } = expected.training!;
    const shape = { batch: 2, length: ids[0]!.length, selected: ids.flat().length - 2, vectors: 0 };
    const batch = [
      layOut(
        ids.map((row) => ({ ids: row, answerStart: 1 })),
        shape,
        config.dModel,
        0,
      ),
    ];
    const trainer = new Trainer(testRuntime(), languageModel({ config }), optimiser, freshState(parameters));
    for (const [step, rate] of rates.entries()) {
      const { loss, gradientNorm } = await trainer.step(batch, rate);
      expect(Math.abs(loss - losses[step]!), `step ${step}`).toBeLessThan(1e-5);
      expect(Math.abs(gradientNorm / gradientNorms[step]! - 1), `step ${step}`).toBeLessThan(1e-3);
    }
    await trainer.dispose();
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 10);
  });
});
