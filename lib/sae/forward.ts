import {
  add,
  div,
  linear,
  matmul,
  mul,
  reduceSum,
  relu,
  scatterAdd,
  sqrt,
  sub,
  topK,
  type Value,
} from '@/lib/graph';
import { SAE, type SaeConfig } from './settings';

/** What an autoencoder makes of a batch of vectors. */
export interface Encoded {
  /** `[batch, k]`: the largest activations of each vector, and their latents. */
  values: Value;
  indices: Value;
  /** `[batch, num_latents]`: activations before the k largest are taken. */
  all: Value;
}

/**
 * Top-k encoder (Gao et al. 2024, arXiv 2406.04093): the k largest of relu(W_enc (x - b_dec) + b_enc); all others are zero.
 *
 * @param x `[batch, d_in]`
 */
export function encode(get: (name: string) => Value, x: Value, k: number): Encoded {
  const centred = sub(x, get(SAE.decoderBias));
  const all = relu(add(linear(centred, get(SAE.encoder)), get(SAE.encoderBias)));
  return { ...topK(all, k), all };
}

/** Decoder directions of length 1, `[num_latents, d_in]`. */
export function directions(get: (name: string) => Value): Value {
  const raw = get(SAE.decoder);
  const lengths = sqrt(add(reduceSum(mul(raw, raw), [1]), raw.graph.scalar(1e-12)));
  return div(raw, lengths);
}

/** The vectors that activations stand for, the bias not added: `[batch, d_in]`. */
export function decode(
  directionsOf: Value,
  { values, indices }: Pick<Encoded, 'values' | 'indices'>,
  batch: number,
  { num_latents: latents }: Pick<SaeConfig, 'num_latents'>,
): Value {
  return matmul(scatterAdd([batch, latents], indices, values), directionsOf);
}
