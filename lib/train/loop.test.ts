import { describe, expect, it } from 'vitest';
import { testRuntime } from '@/test/support/evaluate-graph';
import { optimiser, tinyModel, tinySegments } from '@/test/support/llama-tiny';
import type { HeldOut } from './early-stop';
import { languageModel, type Segments } from './language-model';
import { train, type TrainingPlan } from './loop';
import { Trainer, freshState } from './trainer';

const { config, parameters } = tinyModel('tied');
const segments = tinySegments();
const newTrainer = () =>
  new Trainer(testRuntime(), languageModel({ config }), optimiser, freshState(parameters));
const plan = (steps: number): TrainingPlan<Segments> => ({
  steps,
  batch: () => segments,
  learningRate: () => 1e-3,
});
const from = (step: number) => ({ step, heldOut: [] });

describe('the training loop', () => {
  it('saves and evaluates at their intervals and at the end', async () => {
    const trainer = newTrainer();
    const events: string[] = [];
    const ending = await train(trainer, plan(7), from(2), {
      onStep: ({ step }) => events.push(`step ${step}`),
      save: async (t) => void events.push(`save ${t.state().step}`),
      saveEvery: 3,
      evaluate: async (_, step) => void events.push(`evaluate ${step}`),
      evaluateEvery: 2,
    });
    expect(ending).toBe('finished');
    expect(events.filter((event) => !event.startsWith('step'))).toEqual([
      'save 1',
      'evaluate 4',
      'evaluate 6',
      'save 4',
      'evaluate 7',
      'save 5',
    ]);
    expect(events.filter((event) => event.startsWith('step'))).toHaveLength(5);
    await trainer.dispose();
  });

  it('stopped after a step saves it and says that it is not finished', async () => {
    const trainer = newTrainer();
    const stop = new AbortController();
    const saved: number[] = [];
    const ending = await train(trainer, plan(5), from(0), {
      signal: stop.signal,
      onStep: ({ step }) => step === 2 && stop.abort(),
      save: async (t) => void saved.push(t.state().step),
    });
    expect(ending).toBe('interrupted');
    expect(saved).toEqual([2]);
    await trainer.dispose();
  });

  it('does not save over the last good state when a step fails', async () => {
    const trainer = newTrainer();
    const saved: number[] = [];
    const failing = { ...plan(4), learningRate: (step: number) => (step < 2 ? 1e-3 : Infinity) };
    await expect(
      train(trainer, failing, from(0), { saveEvery: 2, save: async (t) => void saved.push(t.state().step) }),
    ).rejects.toThrow(/^step 3: /);
    expect(saved).toEqual([2]);
    await trainer.dispose();
  });

  it('asks for each micro-batch of a step, and takes the step on all of them', async () => {
    const trainer = newTrainer();
    const asked: [number, number][] = [];
    const sizes: number[] = [];
    const batch = (step: number, micro: number) => (
      asked.push([step, micro]),
      segments.slice(micro, micro + 1)
    );
    await train(trainer, { ...plan(2), microBatches: 2, batch }, from(0), {
      onStep: ({ size }) => sizes.push(size),
    });
    expect(asked).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const tokens = segments[0]!.tokens + segments[1]!.tokens;
    expect(sizes).toEqual([tokens, tokens]);
    await trainer.dispose();
  });

  it('ends where the held-out loss falls no more, after saving, and tells the best', async () => {
    const trainer = newTrainer();
    const held: HeldOut[] = [];
    const best: number[] = [];
    const saved: number[] = [];
    // The first steps improve on the batch held out; after them the learning rate is too high for anything.
    const early: TrainingPlan<Segments> = {
      ...plan(100),
      learningRate: (step) => (step < 6 ? 3e-3 : 1),
      heldOut: { batches: [segments], every: 2, stopping: { patience: 3, minDelta: 0 } },
    };
    const ending = await train(trainer, early, from(0), {
      save: async (t) => void saved.push(t.state().step),
      onHeldOut(one, isBest) {
        held.push(one);
        if (isBest) best.push(one.step);
      },
    });
    expect(ending).toBe('early');
    expect(best).toEqual([2, 4, 6]);
    expect(held.map(({ step }) => step)).toEqual([2, 4, 6, 8, 10, 12]);
    expect(saved).toEqual([12]);
    const again = await train(trainer, early, { step: 12, heldOut: held });
    expect(again).toBe('early');
    await trainer.dispose();
  });
});
