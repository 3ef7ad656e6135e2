import type { DictionarySite } from './dictionary';

/** Sites that are measured here, as TransformerLens names them. */
const KNOWN = 'hook_resid_pre, hook_resid_post, hook_mlp_out';

/**
 * The site of a hook of TransformerLens, whose blocks count from 0.
 * @throws Error that names a hook which is no site here
 */
export function siteOfHook(name: string): DictionarySite {
  if (name === 'hook_embed') return { kind: 'resid', layer: 0 };
  const [, block, hook] = /^blocks\.(\d+)\.(.+)$/.exec(name) ?? [];
  const layer = Number(block);
  switch (hook ?? '') {
    case 'hook_resid_pre':
      return { kind: 'resid', layer };
    case 'hook_resid_post':
      return { kind: 'resid', layer: layer + 1 };
    case 'hook_mlp_out':
      return { kind: 'mlp', layer: layer + 1 };
    case 'ln2.hook_normalized':
    case 'mlp.hook_in':
      return { kind: 'mlp-in', layer: layer + 1 };
    default:
      throw new Error(`the hook ${name} is no site that is measured here; these are: ${KNOWN}`);
  }
}

/**
 * The sites of a module as folders of `sparsify` name it (`layers.3`, `layers.3.mlp`): what it gives, and of a transcoder what
 * it is given as well.
 * @throws Error that names a module which is no site here
 */
export function sitesOfModule(
  name: string,
  transcodes: boolean,
): { reads: DictionarySite; writes: DictionarySite } {
  const [, number, part] = /^(?:model\.|transformer\.)?(?:layers|h)\.(\d+)(\.mlp)?$/.exec(name) ?? [];
  if (name === 'embed_tokens' && !transcodes) {
    const site: DictionarySite = { kind: 'resid', layer: 0 };
    return { reads: site, writes: site };
  }
  if (number === undefined)
    throw new Error(
      `the folder ${name} names no site that is measured here; these are: embed_tokens, layers.N, layers.N.mlp`,
    );
  const layer = Number(number) + 1;
  const writes: DictionarySite = { kind: part ? 'mlp' : 'resid', layer };
  if (!transcodes) return { reads: writes, writes };
  return { reads: part ? { kind: 'mlp-in', layer } : { kind: 'resid', layer: layer - 1 }, writes };
}

/** A site as a line of text names it. */
export const siteWords = ({ kind, layer }: DictionarySite): string =>
  kind === 'resid'
    ? layer === 0
      ? 'the embedding'
      : `the residual stream at layer ${layer}`
    : `the ${kind === 'mlp' ? 'output' : 'input'} of the MLP of block ${layer}`;
