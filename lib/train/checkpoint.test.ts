import { describe, expect, it } from 'vitest';
import { testRuntime } from '@/test/support/evaluate-graph';
import { optimiser, tinyModel, tinySegments } from '@/test/support/llama-tiny';
import { OtherRunError, checkpointBytes, packCheckpoint, unpackCheckpoint } from './checkpoint';
import { languageModel } from './language-model';
import { divide } from './objective';
import { Trainer, freshState } from './trainer';

const { config, parameters } = tinyModel('tied');
const segments = tinySegments();

describe('a checkpoint', () => {
  it('gives back the state bit by bit, and training goes on as if it had not been interrupted', async () => {
    const objective = languageModel({ config });
    const trainer = new Trainer(testRuntime(), objective, optimiser, freshState(parameters));
    for (let step = 0; step < 3; step++) await trainer.step(segments, 0.01);
    const state = trainer.state();
    const restored = unpackCheckpoint(packCheckpoint(state, 'run'), 'run');
    expect(restored).toEqual(state);
    const second = new Trainer(testRuntime(), objective, optimiser, restored);
    for (let step = 0; step < 3; step++)
      expect(await second.step(segments, 0.01)).toEqual(await trainer.step(segments, 0.01));
    await trainer.dispose();
    await second.dispose();
  });

  it('holds what is trained and its moments, and nothing else', () => {
    const { trained } = divide(parameters, (name) => !name.startsWith('model.layers.1.mlp'));
    const state = freshState(trained);
    const file = packCheckpoint(state, 'run');
    expect([...unpackCheckpoint(file, 'run').parameters.keys()]).toEqual([...trained.keys()]);
    expect(file.length - checkpointBytes(state)).toBeLessThan(2000);
  });

  it('of another run, without a step, cut off or changed is refused', () => {
    const file = packCheckpoint(freshState(parameters), 'run');
    expect(() => unpackCheckpoint(file, 'other')).toThrow(OtherRunError);
    expect(() => unpackCheckpoint(file, 'other')).toThrow('belongs to a run with other settings or data');
    expect(() =>
      unpackCheckpoint(packCheckpoint({ ...freshState(parameters), step: NaN }, 'run'), 'run'),
    ).toThrow('the checkpoint has no valid step: NaN');
    expect(() => unpackCheckpoint(file.subarray(0, file.length - 1), 'run')).toThrow('is it truncated?');
    file[file.length - 1000]! ^= 1;
    expect(() => unpackCheckpoint(file, 'run')).toThrow(
      'the checkpoint is damaged: its checksum does not match',
    );
  });
});
