import type { Runtime } from '@/lib/engine/runtime';
import type { Parameters } from '@/lib/model/parameters';
import { Random } from '@/lib/random';
import type { OptimiserSettings } from '@/lib/train/optimiser';
import { warmupCosine } from '@/lib/train/schedule';
import { freshState, Trainer } from '@/lib/train/trainer';
import { openEncoder } from './encoder';
import { saeObjective } from './objective';
import { SAE, type SaeConfig } from './settings';

/** How an autoencoder is trained. */
export interface SaeTraining {
  steps: number;
  /** Vectors of a step. */
  rows: number;
  /** Peak learning rate; it climbs for `warmup` steps and then falls to nothing (half a cosine). */
  rate: number;
  warmup: number;
  /** Steps between looks at which latents are silent, and latents that then are to explain what is left. */
  lookEvery: number;
  auxiliary: number;
  optimiser: OptimiserSettings;
}

export const SAE_TRAINING: SaeTraining = {
  steps: 1500,
  rows: 512,
  rate: 2e-3,
  warmup: 50,
  lookEvery: 50,
  auxiliary: 32,
  optimiser: { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0, clip: 1 },
};

/** Vectors that are looked at for silent latents. */
const LOOK = 4096;

/**
 * Trains a top-k autoencoder on vectors.
 *
 * @param vectors `[n, d_in]`, as the model has them; they are scaled to a mean square of 1 an element while training, and the
 *   autoencoder is for vectors as they came
 * @param onStep told the share of variance that is not explained
 */
export async function trainSae(
  runtime: Runtime,
  vectors: Float32Array,
  config: SaeConfig,
  seed: number,
  training: SaeTraining = SAE_TRAINING,
  onStep: (step: number, unexplained: number) => void = () => undefined,
): Promise<Parameters> {
  const { d_in: width, num_latents: latents } = config;
  const count = vectors.length / width;
  const scale = 1 / Math.sqrt(vectors.reduce((sum, x) => sum + x * x, 0) / vectors.length);
  const take = (rows: number, random: Random): Float32Array => {
    const taken = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++) {
      const from = random.integer(count) * width;
      for (let i = 0; i < width; i++) taken[row * width + i] = vectors[from + i]! * scale;
    }
    return taken;
  };
  const trainer = new Trainer(
    runtime,
    saeObjective(config, Math.min(training.auxiliary, latents)),
    training.optimiser,
    freshState(initialSae(config, take(LOOK, Random.stream(seed, 'mean')), Random.stream(seed, 'weights'))),
  );
  const rate = warmupCosine(training.rate, training.warmup, training.steps);
  let silent: Float32Array = new Float32Array(latents);
  for (let step = 0; step < training.steps; step++) {
    if (step > 0 && step % training.lookEvery === 0)
      silent = await silentOn(
        runtime,
        config,
        trainer.state().parameters,
        take(LOOK, Random.stream(seed, 'look', step)),
      );
    const batch = { vectors: take(training.rows, Random.stream(seed, step)), rows: training.rows, silent };
    const { parts } = await trainer.step(batch, rate(step));
    onStep(step + 1, parts[0]!);
  }
  const found = unscaled(trainer.state().parameters, scale, config);
  await trainer.dispose();
  return found;
}

/** Directions at random, read where they point: the encoder is the decoder; the bias is the mean. */
function initialSae(
  { d_in: width, num_latents: latents }: SaeConfig,
  sample: Float32Array,
  random: Random,
): Parameters {
  const decoder = new Float32Array(latents * width);
  for (let latent = 0; latent < latents; latent++) {
    const row = decoder.subarray(latent * width, (latent + 1) * width);
    row.forEach((_, i) => (row[i] = random.normal()));
    const length = Math.hypot(...row);
    row.forEach((x, i) => (row[i] = x / length));
  }
  const mean = new Float32Array(width);
  const rows = sample.length / width;
  sample.forEach((x, i) => (mean[i % width]! += x / rows));
  return new Map([
    [SAE.encoder, { shape: [latents, width], data: decoder.slice() }],
    [SAE.encoderBias, { shape: [latents], data: new Float32Array(latents) }],
    [SAE.decoder, { shape: [latents, width], data: decoder }],
    [SAE.decoderBias, { shape: [width], data: mean }],
  ]);
}

/** `[num_latents]`: 1 for each that is active on none of these vectors. */
async function silentOn(
  runtime: Runtime,
  config: SaeConfig,
  parameters: Parameters,
  vectors: Float32Array,
): Promise<Float32Array> {
  const encoder = await openEncoder(runtime, config, parameters);
  const { values, latents } = await encoder.read(vectors);
  await encoder.dispose();
  const silent = new Float32Array(config.num_latents).fill(1);
  values.forEach((value, i) => {
    if (value > 0) silent[latents[i]!] = 0;
  });
  return silent;
}

/** The same autoencoder for vectors that are not scaled, its directions of length 1. */
function unscaled(parameters: Parameters, scale: number, { d_in: width }: SaeConfig): Parameters {
  const data = (name: string) => parameters.get(name)!.data.slice();
  const decoder = data(SAE.decoder);
  for (let from = 0; from < decoder.length; from += width) {
    const row = decoder.subarray(from, from + width);
    const length = Math.hypot(...row);
    row.forEach((x, i) => (row[i] = x / length));
  }
  const shape = (name: string) => parameters.get(name)!.shape;
  const made = (name: string, own: Float32Array) => [name, { shape: shape(name), data: own }] as const;
  return new Map([
    made(SAE.encoder, data(SAE.encoder)),
    made(
      SAE.encoderBias,
      data(SAE.encoderBias).map((x) => x / scale),
    ),
    made(SAE.decoder, decoder),
    made(
      SAE.decoderBias,
      data(SAE.decoderBias).map((x) => x / scale),
    ),
  ]);
}
