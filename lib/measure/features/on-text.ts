import type { Sae } from '@/lib/sae/folder';
import { gatherActivations } from '@/lib/sae/gather';
import { readLatent } from '@/lib/sae/latent';
import type { Engine } from '@/lib/engine/engine';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Provider } from '@/lib/words';
import { readText } from '../text';
import type { FeaturePlace } from './record';

/** Where a feature is active in a text. */
export interface FeatureOnText {
  /** Display form of each token, leading space kept. */
  tokens: string[];
  /** Activation on each token. */
  activations: number[];
  provider: Provider;
}

/**
 * Reads a feature on a text. Autoencoders do not read the token that begins every row, so that a model which puts none before a text
 * has none on its first token.
 * @throws Error when the text is empty or longer than the model reads, or the autoencoder is of vectors of another width
 */
export async function featureOnText(
  { engine, tokenizer }: { engine: Engine; tokenizer: Tokenizer },
  sae: Sae,
  { site, layer, latent }: FeaturePlace,
  text: string,
): Promise<FeatureOnText> {
  const { dModel } = engine.info;
  if (sae.config.d_in !== dModel)
    throw new Error(`the autoencoder reads vectors of ${sae.config.d_in}, and the model has ${dModel}`);
  const { ids, input, offset } = readText(engine, tokenizer, text);
  const [vectors] = await gatherActivations(engine, [input], [{ kind: site, layer }]);
  const all = [0, ...readLatent(sae, vectors!, latent)];
  return { tokens: tokenizer.pieces(ids), activations: all.slice(offset), provider: engine.provider };
}
