import path from 'node:path';

import type { Engine, ModelInfo } from '@/lib/engine/engine';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { ConceptBank } from '@/lib/measure/features/bank';
import type { NotedRow } from '@/lib/measure/features/corpus';
import { outputEffects } from '@/lib/measure/features/effect';
import { exemplarsOf, rowStarts } from '@/lib/measure/features/exemplars';
import { histogramOf } from '@/lib/measure/features/histogram';
import { labelFeature, type Firing, type Labelled } from '@/lib/measure/features/label';
import { featureKey, type FeatureRecord, type FoundFeature } from '@/lib/measure/features/record';
import { featureRecordSchema } from '@/lib/measure/features/record-schema';
import { similarDirections } from '@/lib/measure/features/similar';
import { throughLens } from '@/lib/measure/lens';
import { topIds } from '@/lib/measure/outcome';
import type { Tokenizer } from '@/lib/model/tokenizer';
import { Random } from '@/lib/random';
import { openEncoder, type Activations } from '@/lib/sae/encoder';
import { gatherActivations } from '@/lib/sae/gather';
import type { Sae } from '@/lib/sae/folder';
import { SAE } from '@/lib/sae/settings';
import { sitesOf, type Site } from '@/lib/sae/site';
import type { LoadedModel } from '@/lib/task/measure';
import type { Corpus } from './corpus';
import { readIfPresent, writeAtomically } from './files';
import { progressBar } from './progress';
import { loadSae, saesOf } from './sae-folder';
import type { TargetId } from './targets';

/** A latent that is active on fewer tokens than this is not live: too little is known of it. */
const LEAST_TOKENS = 20;
/** Sentences of prose whose beginnings are the neutral prompts, and their tokens. */
const PROMPTS = 12;
const PROMPT_TOKENS = 6;
/** Tokens shown of what a direction speaks for and against. */
const SHOWN = 6;

/** Named by the autoencoders that the features are of, so that those of others are never read. */
const featuresFile = (target: string, saes: string) =>
  path.join('artefacts', 'sae', target, `features.${saes}.jsonl`);

/** A live latent before it is described. */
interface Latent {
  site: Site;
  latent: number;
  firing: Firing;
  direction: Float32Array;
  length: number;
}

/** Describes every live feature of a target, and writes them down, one a line. */
export async function findFeatures(
  id: TargetId,
  { engine, tokenizer }: LoadedModel,
  { prose }: Corpus,
  rows: readonly NotedRow[],
  seed: number,
): Promise<FeatureRecord[]> {
  const bank = new ConceptBank(rows);
  const starts = rowStarts(rows);
  const latents = await liveLatents(id, { engine, tokenizer }, rows);
  const { neighbours, clusters } = similarDirections(
    latents.map(({ direction }) => direction),
    latents.map(({ site: { kind, layer } }) => `${kind}/${layer}`),
  );
  const random = Random.stream(seed, 'prompts');
  const prompts = Array.from({ length: PROMPTS }, () => [
    ...tokenizer.prefix,
    ...tokenizer.encode(random.pick(prose)).slice(0, PROMPT_TOKENS),
  ]);
  const bar = progressBar('what features make it say');
  bar.start(latents.length, 0);
  const effects = await outputEffects(
    engine,
    prompts,
    latents.map(({ site: { layer }, direction, length }) => ({
      layer,
      vector: direction.map((x) => x * length),
    })),
    3,
    (done) => bar.update(done),
  );
  bar.stop();
  const speaks = await directEffects(
    engine,
    tokenizer,
    latents.map(({ direction }) => direction),
  );
  const places = latents.map(({ site: { kind, layer }, latent }) => ({ site: kind, layer, latent }));
  const labelling = progressBar('what features fire on');
  labelling.start(latents.length, 0);
  const records = latents.map(({ firing, length }, i): FeatureRecord => {
    labelling.increment();
    return {
      ...places[i]!,
      cluster: featureKey(places[clusters[i]!]!),
      length: Math.round(length * 1e4) / 1e4,
      measured: {
        label: rounded(labelFeature(bank, firing)),
        output: effects[i]!.map(({ id: token, rise }) => ({
          token: pieceOf(tokenizer, token),
          rise: Math.round(rise * 1e4) / 1e4,
        })),
      },
      detail: {
        density: firing.tokens.length / bank.tokens,
        histogram: histogramOf(firing.values),
        ...exemplarsOf(rows, starts, firing, Random.stream(seed, 'exemplars', i)),
        ...speaks[i]!,
        neighbours: neighbours[i]!.map(({ index, cosine }) => ({
          ...places[index]!,
          cosine: Math.round(cosine * 1e3) / 1e3,
        })),
      },
    };
  });
  labelling.stop();
  const saes = await saesOf(id, engine.info.layers, engine.info.contentHash);
  if (saes === null) throw new Error(`the autoencoders of ${id} are not of its weights`);
  await writeAtomically(
    featuresFile(id, saes),
    records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  );
  return records;
}

/** Reads the features of a target with their directions; null where none were found in these weights yet. */
export async function readFeatures(
  target: string,
  { layers, contentHash }: Pick<ModelInfo, 'layers' | 'contentHash'>,
): Promise<FoundFeature[] | null> {
  const named = await saesOf(target, layers, contentHash);
  const found = named && (await readIfPresent(featuresFile(target, named)));
  if (!found) return null;
  const saes = new Map<string, Sae>();
  for (const site of sitesOf(layers)) saes.set(`${site.kind}/${site.layer}`, await loadSae(target, site));
  return new TextDecoder()
    .decode(found)
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const record = featureRecordSchema.parse(JSON.parse(line));
      const { config, parameters } = saes.get(`${record.site}/${record.layer}`)!;
      const from = record.latent * config.d_in;
      const row = parameters.get(SAE.decoder)!.data.slice(from, from + config.d_in);
      return { ...record, vector: row.map((x) => x * record.length) };
    });
}

/** Latents that are active often enough, of every site, with where and how strongly. */
async function liveLatents(
  id: TargetId,
  { engine }: LoadedModel,
  rows: readonly NotedRow[],
): Promise<Latent[]> {
  const all: Latent[] = [];
  for (const site of sitesOf(engine.info.layers)) {
    const { config, parameters } = await loadSae(id, site);
    const ids = rows.map((row) => row.ids);
    const [vectors] = (await gatherActivations(engine, ids, [site])) as [Float32Array];
    const encoder = await openEncoder(nodeRuntime(), config, parameters);
    const firings = firingsOf(await encoder.read(vectors), config.k, config.num_latents);
    await encoder.dispose();
    const length = meanLength(vectors, config.d_in);
    const decoder = parameters.get(SAE.decoder)!.data;
    firings.forEach((firing, latent) => {
      if (firing.tokens.length < LEAST_TOKENS) return;
      const direction = decoder.slice(latent * config.d_in, (latent + 1) * config.d_in);
      all.push({ site, latent, firing, direction, length });
    });
  }
  return all;
}

/** Where each latent is active. */
function firingsOf({ values, latents }: Activations, k: number, count: number): Firing[] {
  const found = Array.from({ length: count }, (): [number[], number[]] => [[], []]);
  values.forEach((value, i) => {
    if (value <= 0) return;
    const [tokens, strengths] = found[latents[i]!]!;
    tokens.push(Math.floor(i / k));
    strengths.push(value);
  });
  return found.map(([tokens, strengths]) => ({
    tokens: Int32Array.from(tokens),
    values: Float32Array.from(strengths),
  }));
}

/** Tokens that each direction speaks for and against through the last norm and the unembedding alone, by logit. */
function directEffects(
  engine: Engine,
  tokenizer: Tokenizer,
  directions: readonly Float32Array[],
): Promise<Pick<FeatureRecord['detail'], 'promoted' | 'suppressed'>[]> {
  return throughLens(engine, directions, (logits) => {
    const shown = (ids: readonly number[]) =>
      ids.map((id) => ({ token: pieceOf(tokenizer, id), logit: Math.round(logits[id]! * 100) / 100 }));
    const against = logits.map((x) => -x);
    return { promoted: shown(topIds(logits, SHOWN)), suppressed: shown(topIds(against, SHOWN)) };
  });
}

/** Display form of a token; the picture of NUL for NUL, which no database holds as text. */
const pieceOf = (tokenizer: Tokenizer, id: number): string =>
  tokenizer.pieces([id])[0]!.replaceAll('\0', '␀');

const rounded = (label: Labelled | null): Labelled | null => {
  const short = <T extends { score: number }>(of: T): T => ({
    ...of,
    score: Math.round(of.score * 1e3) / 1e3,
  });
  return label ? { ...short(label), rivals: label.rivals.map(short) } : null;
};

/** Mean length of vectors. */
function meanLength(vectors: Float32Array, width: number): number {
  let sum = 0;
  const rows = vectors.length / width;
  for (let row = 0; row < rows; row++) {
    let squares = 0;
    for (let i = row * width; i < (row + 1) * width; i++) squares += vectors[i]! ** 2;
    sum += Math.sqrt(squares);
  }
  return sum / rows;
}
