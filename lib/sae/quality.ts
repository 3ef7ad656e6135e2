import type { Edit, Engine } from '@/lib/engine/engine';
import { logSumExp } from '@/lib/engine/logits';
import type { SaeEncoder } from './encoder';
import { gatherActivations } from './gather';
import type { Site } from './site';

/** How good an autoencoder is, on rows that it did not learn from. */
export interface SaeQuality {
  /** Share of the variance that is not explained. */
  fvu: number;
  /**
   * Share of the loss that comes back, of what is lost where the site is put to zero: 1 where the model does as well on what the
   * autoencoder makes of its vectors.
   */
  lossRecovered: number;
  /** Share of the latents that are active on some token. */
  live: number;
  /** Of each latent: share of the tokens on which it is active. */
  density: Float32Array;
}

/** A row of tokens, and how much the prediction of each counts. */
export interface WeightedRow {
  ids: readonly number[];
  weights: readonly number[];
}

/** Rows that are run together. */
const BATCH = 32;

export async function measureQuality(
  engine: Engine,
  site: Site,
  encoder: SaeEncoder,
  latents: number,
  rows: readonly WeightedRow[],
): Promise<SaeQuality> {
  const [vectors] = (await gatherActivations(
    engine,
    rows.map(({ ids }) => ids),
    [site],
  )) as [Float32Array];
  const { values, latents: active, reconstructed } = await encoder.read(vectors);
  const tokens = vectors.length / engine.info.dModel;
  const density = new Float32Array(latents);
  values.forEach((value, i) => {
    if (value > 0) density[active[i]!]! += 1 / tokens;
  });
  const [own, put, nothing] = await losses(engine, site, rows, vectors, reconstructed);
  return {
    fvu: unexplained(vectors, reconstructed, engine.info.dModel),
    lossRecovered: (nothing - put) / (nothing - own),
    live: density.filter((share) => share > 0).length / latents,
    density,
  };
}

function unexplained(vectors: Float32Array, reconstructed: Float32Array, width: number): number {
  const mean = new Float64Array(width);
  vectors.forEach((x, i) => (mean[i % width]! += x / (vectors.length / width)));
  let [left, whole] = [0, 0];
  vectors.forEach((x, i) => {
    left += (x - reconstructed[i]!) ** 2;
    whole += (x - mean[i % width]!) ** 2;
  });
  return left / whole;
}

/** Mean loss (nats) of the model as it is, with what the autoencoder makes of the site, and with zeros there. */
async function losses(
  engine: Engine,
  { kind, layer }: Site,
  rows: readonly WeightedRow[],
  vectors: Float32Array,
  reconstructed: Float32Array,
): Promise<[own: number, put: number, nothing: number]> {
  const { dModel, vocab } = engine.info;
  const zero = new Float32Array(dModel);
  const sums: [number, number, number] = [0, 0, 0];
  let [at, weight] = [0, 0];
  for (let from = 0; from < rows.length; from += BATCH) {
    const some = rows.slice(from, from + BATCH);
    const ids = some.map((row) => [...row.ids]);
    const [put, nothing]: [Edit[], Edit[]] = [[], []];
    some.forEach((own, row) => {
      for (let position = 1; position < own.ids.length; position++, at += dModel) {
        const [is, made] = [vectors, reconstructed].map((all) => all.subarray(at, at + dModel));
        const edit = { row, layers: [layer], position };
        if (kind === 'resid') {
          put.push({ ...edit, vector: made! });
          nothing.push({ ...edit, vector: zero });
        } else {
          // What an MLP adds is changed by adding the difference to what comes out of its block.
          put.push({ ...edit, kind: 'add', vector: made!.map((x, i) => x - is![i]!) });
          nothing.push({ ...edit, kind: 'add', vector: is!.map((x) => -x) });
        }
      }
    });
    for (const [i, edits] of [[], put, nothing].entries()) {
      const { logits } = await engine.intervene(ids, edits, { logits: 'all' });
      sums[i]! += some.reduce(
        (sum, row, r) => sum + rowLoss(row, logits!.data, r, logits!.shape[1]!, vocab),
        0,
      );
    }
    weight += some.reduce((sum, { weights }) => sum + weights.reduce((a, b) => a + b, 0), 0);
  }
  return sums.map((sum) => sum / weight) as [number, number, number];
}

/** -log p of a row's tokens, weighed. */
function rowLoss(
  { ids, weights }: WeightedRow,
  logits: Float32Array,
  row: number,
  length: number,
  vocab: number,
): number {
  let sum = 0;
  for (let position = 1; position < ids.length; position++) {
    if (!weights[position]) continue;
    const from = (row * length + position - 1) * vocab;
    const own = logits.subarray(from, from + vocab);
    sum += weights[position]! * (logSumExp(own) - own[ids[position]!]!);
  }
  return sum;
}
