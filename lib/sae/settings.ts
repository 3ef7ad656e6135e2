import { z } from 'zod';

/** A top-k sparse autoencoder as `cfg.json` says it; names are those of the `sparsify` releases. */
export const saeConfigSchema = z.object({
  d_in: z.number().int().positive(),
  num_latents: z.number().int().positive(),
  k: z.number().int().positive(),
  expansion_factor: z.number().positive(),
  normalize_decoder: z.boolean(),
});
export type SaeConfig = z.infer<typeof saeConfigSchema>;

/** Names of the tensors of `sae.safetensors`: encoder `[num_latents, d_in]`, decoder `[num_latents, d_in]`, and biases. */
export const SAE = {
  encoder: 'encoder.weight',
  encoderBias: 'encoder.bias',
  decoder: 'W_dec',
  decoderBias: 'b_dec',
} as const;

export const saeShapes = ({ d_in: width, num_latents: latents }: SaeConfig): Map<string, number[]> =>
  new Map([
    [SAE.encoder, [latents, width]],
    [SAE.encoderBias, [latents]],
    [SAE.decoder, [latents, width]],
    [SAE.decoderBias, [width]],
  ]);
