import type { Parameter } from '@/lib/model/parameters';
import type { Site } from '../site';

/** What a latent of a dictionary is, by what stands before its activation. */
export type Activation =
  | { kind: 'relu' }
  /** The k largest of a vector; all others are 0. */
  | { kind: 'topk'; k: number }
  /** What is larger than the latent's own threshold (`threshold`); all others are 0. */
  | { kind: 'jumprelu' };

/** Where a dictionary reads or writes: a site that is measured here, or what an MLP is given (`mlp-in`), which none reads yet. */
export type DictionarySite = Site | { kind: 'mlp-in'; layer: number };

/**
 * A sparse autoencoder or a transcoder of anyone's, in one form whatever release it came in:
 *
 *     latents = activation(encoder (scale x - [centred] decoderBias) + encoderBias)
 *     output  = (decoder^T latents + decoderBias) / outputScale + skip x
 */
export interface Dictionary {
  layout: 'SAELens' | 'sparsify' | 'Llama Scope';
  /** A transcoder writes something else than it reads. */
  kind: 'autoencoder' | 'transcoder';
  reads: DictionarySite;
  writes: DictionarySite;
  dIn: number;
  dOut: number;
  latents: number;
  activation: Activation;
  /** What vectors are multiplied by before they are read, and after they are written divided by. */
  scale: number;
  outputScale: number;
  /** Whether the bias of the decoder is taken off before vectors are read. */
  centred: boolean;
  /** `[latents, d_in]` */
  encoder: Float32Array;
  /** `[latents]` */
  encoderBias: Float32Array;
  /** `[latents, d_out]` */
  decoder: Float32Array;
  /** `[d_out]` */
  decoderBias: Float32Array;
  /** `[latents]`, of `jumprelu`. */
  threshold: Float32Array | null;
  /** `[d_out, d_in]`, of a transcoder with a linear way past its latents. */
  skip: Float32Array | null;
}

/** A weight `[rows, columns]` the other way round. */
export function transposed({ shape, data }: Parameter): Parameter {
  const [rows, columns] = shape as [number, number];
  const turned = new Float32Array(data.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = data[row * columns + column]!;
  return { shape: [columns, rows], data: turned };
}
