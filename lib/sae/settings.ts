import { z } from 'zod';

/** Where the vectors of an autoencoder stand: the residual stream after a block (0 the embedding), or what its MLP adds to it. */
export interface Site {
  kind: 'resid' | 'mlp';
  /** 0 the embedding, k the output of block k. */
  layer: number;
}

/** Name of a site as folders of released autoencoders have it: `layers.2`, `layers.2.mlp`. Blocks count from 0 there. */
export const siteName = ({ kind, layer }: Site): string =>
  layer === 0 ? 'embed_tokens' : `layers.${layer - 1}${kind === 'mlp' ? '.mlp' : ''}`;

/** The residual stream after every block, and every MLP. */
export const sitesOf = (layers: number): Site[] =>
  Array.from({ length: layers }, (_, i) => i + 1).flatMap((layer): Site[] => [
    { kind: 'resid', layer },
    { kind: 'mlp', layer },
  ]);

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
