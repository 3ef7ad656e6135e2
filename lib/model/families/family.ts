import type { z } from 'zod';
import type { Value } from '@/lib/graph';
import type { ModelConfig } from '../model-config';
import type { ForwardInputs } from '../inputs';
import type { Weights } from '../weights';

/** A layer `y = x W^T + b`, whose weight is the tensor `<module>.weight` and whose bias, if any, `<module>.bias`. */
export interface LinearLayer {
  inputs: number;
  outputs: number;
  bias: boolean;
  /** The weight is stored `[in, out]` instead of `[out, in]`. */
  transposed: boolean;
}

/** Names of the modules of one block, by what they do in {@link Family}'s block. */
export interface BlockModules {
  attentionNorm: string;
  /** Projects the heads back to the residual stream. */
  attentionOutput: string;
  mlpNorm: string;
}

/** Queries, keys and values of a block, each `[batch, head, position, head_dim]`, positions already rotated in. */
export interface Projections {
  query: Value;
  key: Value;
  value: Value;
}

/**
 * What an architecture is beside what all have in common (pre-norm blocks of causal attention and an MLP around one
 * residual stream, in `forward`): how its `config.json` reads, how its tensors are called, and the parts of its blocks.
 */
export interface Family {
  /** Checks a `config.json` and turns it into a configuration. */
  config: z.ZodType<ModelConfig>;
  /** The fields of a `config.json`; the inverse of `config`. */
  format(config: ModelConfig): Record<string, unknown>;
  /** Linear layers by module name, the head left out. */
  linearLayers(config: ModelConfig): Map<string, LinearLayer>;
  /** Shapes of the tensors that are in no linear layer: embedding tables and norms. */
  otherShapes(config: ModelConfig): Map<string, number[]>;
  /** Tensors of older checkpoints that follow from the configuration (masks, frequencies). */
  isBuffer(name: string): boolean;
  /** The name of a tensor here, where checkpoints call some by two; `name` itself unless given. */
  canonicalName?(name: string): string;
  /** Tensor name of the token embedding, which is the head as well where they are tied. */
  embedding: string;
  finalNorm: string;
  blockModules(block: number): BlockModules;
  /** Ids to the residual stream at layer 0, `[batch, position, d_model]`. */
  embed(config: ModelConfig, weights: Weights, inputs: ForwardInputs): Value;
  /** Normalises the last axis by the module's weights. */
  norm(config: ModelConfig, weights: Weights, module: string, x: Value): Value;
  /** `x` is the normalised residual stream, `[batch, position, d_model]`. */
  project(config: ModelConfig, weights: Weights, block: number, x: Value, inputs: ForwardInputs): Projections;
  /** `x` is the normalised residual stream, `[batch, position, d_model]`, and so is the result's shape. */
  mlp(config: ModelConfig, weights: Weights, block: number, x: Value): Value;
}
