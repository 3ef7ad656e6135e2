import { nodeRuntime } from '@/lib/engine/runtime-node';
import type { NotedRow } from '@/lib/measure/features/corpus';
import { outputEffects } from '@/lib/measure/features/effect';
import { exemplarsOf, rowStarts } from '@/lib/measure/features/exemplars';
import { histogramOf } from '@/lib/measure/features/histogram';
import type { Firing } from '@/lib/measure/features/label';
import type { FeatureDetail, FeatureRecord } from '@/lib/measure/features/record';
import { throughLens } from '@/lib/measure/lens';
import { topIds } from '@/lib/measure/outcome';
import type { Tokenizer } from '@/lib/model/tokenizer';
import { Random } from '@/lib/random';
import { gatherActivations } from '@/lib/sae/gather';
import type { Dictionary } from '@/lib/sae/released/dictionary';
import { openDictionary } from '@/lib/sae/released/encode';
import type { Site } from '@/lib/sae/site';
import type { LoadedModel } from '@/lib/task/measure';
import { progressBar } from '../progress';

/** A latent that is active on fewer tokens than this shows too little of what it is. */
const LEAST_TOKENS = 5;
/** Tokens of a row, beside what the tokenizer puts before it. */
const ROW_TOKENS = 64;
/** Beginnings of rows that a direction is added to, and their tokens. */
const PROMPTS = 8;
const PROMPT_TOKENS = 6;
const SHOWN = 6;

/** Where a latent fires in a text, and what it makes the model say. */
export interface DescribedLatent {
  latent: number;
  output: FeatureRecord['measured']['output'];
  detail: FeatureDetail;
}

/** A token as the store can hold it, which takes neither NUL nor half a character. */
const storable = (token: string): string =>
  token.replaceAll('\0', '\u2400').replace(/\p{Surrogate}/gu, '\ufffd');

/** A text as rows of tokens that the model reads one by one, up to `most` tokens. */
export function rowsOf(text: string, tokenizer: Tokenizer, most: number): NotedRow[] {
  const rows: NotedRow[] = [];
  let tokens = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const ids = tokenizer.encode(line);
    for (let from = 0; from < ids.length && tokens < most; from += ROW_TOKENS) {
      const own = [...tokenizer.prefix, ...ids.slice(from, from + ROW_TOKENS)];
      // The first of a row is read by nobody: where the tokenizer puts none there, it is a word of the text.
      if (own.length < 2) continue;
      rows.push({ ids: own, pieces: tokenizer.pieces(own).map(storable), concepts: own.map(() => []) });
      tokens += own.length - 1;
    }
  }
  return rows;
}

/**
 * Reads every latent on a text: where it fires, with exemplars, and what its direction makes the model say. Those that
 * `wanted` names come first, then those that fire on most tokens, `most` in all.
 */
export async function describeLatents(
  { engine, tokenizer }: LoadedModel,
  dictionary: Dictionary,
  site: Site,
  rows: readonly NotedRow[],
  { wanted, most }: { wanted: ReadonlySet<number>; most: number },
): Promise<{ described: DescribedLatent[]; live: number; tokens: number }> {
  const [vectors] = (await gatherActivations(
    engine,
    rows.map(({ ids }) => ids),
    [site],
  )) as [Float32Array];
  const encoder = await openDictionary(nodeRuntime(), dictionary);
  const firings = firingsOf(await encoder.read(vectors));
  await encoder.dispose();
  const live = [...firings].filter(([, { tokens }]) => tokens.length >= LEAST_TOKENS);
  const chosen = live
    .sort(
      ([a, x], [b, y]) =>
        Number(wanted.has(b)) - Number(wanted.has(a)) || y.tokens.length - x.tokens.length || a - b,
    )
    .slice(0, most)
    .sort(([a], [b]) => a - b);
  const tokens = vectors.length / dictionary.dIn;
  const length = meanLength(vectors, dictionary.dIn);
  const directions = chosen.map(([latent]) => directionOf(dictionary, latent));
  const bar = progressBar('what latents make it say');
  bar.start(chosen.length, 0);
  const effects = await outputEffects(
    engine,
    rows.slice(0, PROMPTS).map(({ ids }) => ids.slice(0, tokenizer.prefix.length + PROMPT_TOKENS)),
    directions.map((direction) => ({ layer: site.layer, vector: direction.map((x) => x * length) })),
    3,
    (done) => bar.update(done),
  );
  bar.stop();
  const piece = (id: number) => storable(tokenizer.pieces([id])[0]!);
  const spoken = await throughLens(engine, directions, (logits) => {
    const shown = (ids: readonly number[]) =>
      ids.map((id) => ({ token: piece(id), logit: Math.round(logits[id]! * 100) / 100 }));
    return {
      promoted: shown(topIds(logits, SHOWN)),
      suppressed: shown(
        topIds(
          logits.map((x) => -x),
          SHOWN,
        ),
      ),
    };
  });
  const starts = rowStarts(rows);
  const described = chosen.map(([latent, firing], i): DescribedLatent => ({
    latent,
    output: effects[i]!.map(({ id, rise }) => ({ token: piece(id), rise: Math.round(rise * 1e4) / 1e4 })),
    detail: {
      density: firing.tokens.length / tokens,
      histogram: histogramOf(firing.values),
      ...exemplarsOf(rows, starts, firing, Random.stream(0, 'exemplars', latent)),
      ...spoken[i]!,
      neighbours: [],
      length: Math.round(length * 1e4) / 1e4,
    },
  }));
  return { described, live: live.length, tokens };
}

/** Where each latent is active, by latent. */
function firingsOf({
  rows,
  latents,
  values,
}: {
  rows: Int32Array;
  latents: Int32Array;
  values: Float32Array;
}) {
  const found = new Map<number, { tokens: number[]; values: number[] }>();
  values.forEach((value, i) => {
    const own = found.get(latents[i]!) ?? { tokens: [], values: [] };
    found.set(latents[i]!, own);
    own.tokens.push(rows[i]!);
    own.values.push(value);
  });
  return new Map(
    [...found].map(([latent, own]): [number, Firing] => [
      latent,
      { tokens: Int32Array.from(own.tokens), values: Float32Array.from(own.values) },
    ]),
  );
}

/** The direction of a latent, of length 1. */
function directionOf({ decoder, dOut }: Dictionary, latent: number): Float32Array {
  const own = decoder.slice(latent * dOut, (latent + 1) * dOut);
  const length = Math.hypot(...own) || 1;
  return own.map((x) => x / length);
}

function meanLength(vectors: Float32Array, width: number): number {
  let sum = 0;
  for (let at = 0; at < vectors.length; at += width) sum += Math.hypot(...vectors.subarray(at, at + width));
  return sum / (vectors.length / width);
}
