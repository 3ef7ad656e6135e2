import type { Value } from '@/lib/graph';

/** Where the forward pass finds its weights, and how it applies its linear layers. */
export interface Weights {
  /** A weight by its checkpoint name: a constant for inference, an input for training. */
  get(name: string): Value;
  /**
   * Applies a linear layer by its module name to `x` (`[..., in]`), its bias included. Every linear layer of a model
   * goes through here, so this is where an adapter adds its part.
   */
  linear(x: Value, module: string): Value;
}
