import type { Engine, FloatTensor } from '@/lib/engine/engine';
import { logSumExp } from '@/lib/engine/logits';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Outcome, Provider } from '@/lib/words';
import { throughLens } from './lens';
import { predict } from './outcome';
import { readText, residualVector, type ReadText } from './text';

/** A place in the residual stream of a text: 0 is the embedding, k the output of block k; positions count the text's own tokens. */
export interface Site {
  layer: number;
  position: number;
}

/** What stands at a site, without its vector. */
export interface SiteReading {
  /** Euclidean length of the vector. */
  norm: number;
  /** What the logit lens reads off it (`lens.ts`), and how undecided that is, in nats. */
  lens: Outcome;
  entropy: number;
}

/** What was read off the residual stream of a text, at every layer and token. */
export interface StreamReadings {
  /** Display form of each token, leading space kept. */
  tokens: string[];
  /** Ascending, from the embedding to the output of the last block. */
  layers: number[];
  /** `[layer][position]` */
  sites: SiteReading[][];
  /** What the model says after the text. */
  next: Outcome;
}

/** The residual stream of a text, with its vectors. */
export interface Stream extends StreamReadings {
  text: ReadText;
  /** `[layers + 1, 1, position, d_model]`, what precedes every text included. */
  resid: FloatTensor;
  provider: Provider;
}

/** Reads a text. Throws an Error when it is empty or longer than the model reads. */
export async function readStream(engine: Engine, tokenizer: Tokenizer, text: string): Promise<Stream> {
  const read = readText(engine, tokenizer, text);
  const { last, resid, provider } = await engine.trace([read.input], { hooks: ['resid'] });
  const layers = Array.from({ length: engine.info.layers + 1 }, (_, layer) => layer);
  const vectors = layers.flatMap((layer) =>
    read.ids.map((_, position) => residualVector(resid!, layer, 0, read.offset + position)),
  );
  const readings = await throughLens(engine, vectors, (logits) => ({
    lens: predict(logits).outcome(tokenizer),
    entropy: entropy(logits),
  }));
  const width = read.ids.length;
  return {
    text: read,
    tokens: tokenizer.pieces(read.ids),
    layers,
    sites: layers.map((_, row) =>
      read.ids.map((__, position) => {
        const at = row * width + position;
        return { norm: Math.hypot(...vectors[at]!), ...readings[at]! };
      }),
    ),
    next: predict(last.data).outcome(tokenizer),
    resid: resid!,
    provider,
  };
}

/** The vector at a site, `[d_model]`. */
export const vectorAt = ({ resid, text }: Pick<Stream, 'resid' | 'text'>, { layer, position }: Site) =>
  residualVector(resid, layer, 0, text.offset + position);

/** Entropy (nats) of the distribution of a row of logits (`[vocab]`). */
export function entropy(logits: Float32Array): number {
  const total = logSumExp(logits);
  let sum = 0;
  for (const logit of logits) sum -= Math.exp(logit - total) * (logit - total);
  // A distribution on one token has none; rounding may leave less.
  return Math.max(0, sum);
}
