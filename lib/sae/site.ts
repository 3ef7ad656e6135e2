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
