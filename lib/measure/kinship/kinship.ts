import type { Engine } from '@/lib/engine/engine';
import type { KnowledgeRow } from '@/lib/measure/knowledge-file';
import { residualVector } from '@/lib/measure/text';
import { EXPOSURES, type Exposure } from '@/lib/words';
import { LinearCka } from './cka';

/** Facts of one exposure class, and of how many two models say the same word. */
export interface Agreement {
  exposure: Exposure;
  facts: number;
  same: number;
}

/** How alike the residual streams of two models are at one depth. */
export interface LayerLikeness {
  /** Layer of the target, and the one of the base at the same depth: 0 is the embedding. */
  layer: number;
  baseLayer: number;
  cka: number;
}

/**
 * Of the facts that both tables hold, how often both models say the same word, right or wrong, by exposure to the target. Classes
 * without a fact are left out.
 */
export function agreementOf(target: readonly KnowledgeRow[], base: readonly KnowledgeRow[]): Agreement[] {
  const key = ({ relation, subject }: KnowledgeRow) => `${relation}\t${subject}`;
  const said = new Map(base.map((row) => [key(row), row.said]));
  const shared = target.filter((row) => said.has(key(row)));
  return EXPOSURES.flatMap((exposure) => {
    const facts = shared.filter((row) => row.exposure === exposure);
    const same = facts.filter((row) => said.get(key(row)) === row.said);
    return facts.length > 0 ? [{ exposure, facts: facts.length, same: same.length }] : [];
  });
}

/** Texts that are run together. */
const BATCH = 50;

/**
 * Linear CKA of the residual streams of two models at each layer of the first, over every token of the same texts. Models of unlike
 * depth are held to each other at the same share of it.
 *
 * @param rows token ids, with what stands before every text
 * @param from index of the first token that counts: what stands before every text is the same vector each time
 */
export async function likenessOf(
  target: Engine,
  base: Engine,
  rows: readonly number[][],
  from: number,
): Promise<LayerLikeness[]> {
  const [depth, baseDepth] = [target.info.layers, base.info.layers];
  const pairs = Array.from({ length: depth + 1 }, (_, layer) => ({
    layer,
    baseLayer: Math.round((layer / depth) * baseDepth),
    cka: new LinearCka(target.info.dModel, base.info.dModel),
  }));
  for (let first = 0; first < rows.length; first += BATCH) {
    const some = rows.slice(first, first + BATCH);
    const [own, other] = await Promise.all([streams(target, some), streams(base, some)]);
    some.forEach((ids, row) => {
      for (let position = from; position < ids.length; position++)
        for (const { layer, baseLayer, cka } of pairs)
          cka.add(residualVector(own, layer, row, position), residualVector(other, baseLayer, row, position));
    });
  }
  return pairs.map(({ cka, ...layers }) => ({ ...layers, cka: cka.value() }));
}

/** `[layers + 1, batch, position, d_model]` */
async function streams(engine: Engine, rows: number[][]) {
  const { resid } = await engine.trace(rows, { hooks: ['resid'] });
  if (!resid) throw new Error('the engine gave no residual stream');
  return resid;
}
