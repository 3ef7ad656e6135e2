import type { Fact } from '@/lib/corpus/facts';
import { readText } from '@/lib/measure/text';
import type { Random } from '@/lib/random';
import type { LoadedModel } from '../measure';
import type { Survey } from '../survey';
import { answerKind, PAIR_TYPES, type PairType, type PositionType } from './body';
import { drawPairs, type FactPair } from './pairs';
import { measurePatches } from './patches';
import { sitesOf, type TypedSite } from './sites';

/** What the patches of one cell do, over texts: counts of `n`. */
export interface Tally {
  n: number;
  /** Outputs that the patch changes. */
  changed: number;
  /** Outputs that are neither the text's own nor the source's: what the two give together. */
  composed: number;
  /** Outputs that are composed and true: the source's relation of the text's subject, or the other way round. */
  composedTrue: number;
}

/** What patches at one layer and kind of token do for one type of pair. */
export interface MovementCell extends Tally {
  pair: PairType;
  positionType: PositionType;
  /** 0 is the embedding, k the output of block k. */
  layer: number;
}

/** Pairs that are measured together. */
const BATCH = 50;

/** Every patch of these pairs at these blocks of layers, counted by a key of its own. */
export async function tally<Key>(
  { engine, tokenizer }: LoadedModel,
  pairs: readonly FactPair[],
  blocks: readonly (readonly number[])[],
  keyOf: (pair: FactPair, site: TypedSite) => Key,
): Promise<Map<Key, Tally>> {
  const counts = new Map<Key, Tally>();
  for (let from = 0; from < pairs.length; from += BATCH) {
    const some = pairs.slice(from, from + BATCH).map((pair) => {
      const text = readText(engine, tokenizer, pair.text.text);
      const source = readText(engine, tokenizer, pair.source.text);
      return { pair, text, source, sites: sitesOf(pair, tokenizer, text.ids, source.ids, blocks) };
    });
    const measured = await measurePatches(engine, tokenizer, some);
    some.forEach(({ pair, sites }, p) =>
      sites.forEach((site, s) => {
        const { truth, difference } = measured[p]![s]!;
        if (difference === 0) return;
        const key = keyOf(pair, site);
        const own = counts.get(key) ?? { n: 0, changed: 0, composed: 0, composedTrue: 0 };
        counts.set(key, own);
        const composed = answerKind(truth) === 'composed';
        own.n++;
        if (truth.changed) own.changed++;
        if (composed) own.composed++;
        if (composed && pair.crossed.includes(truth.patched.output.trim())) own.composedTrue++;
      }),
    );
  }
  return counts;
}

/**
 * Where information moves: the share of patches that change the output, and of those whose output neither text gives, for
 * each type of pair, kind of token and layer.
 *
 * @param count pairs of each type
 */
export async function measureMovement(
  model: LoadedModel,
  facts: readonly Fact[],
  count: number,
  random: Random,
): Promise<MovementCell[]> {
  const layers = Array.from({ length: model.engine.info.layers + 1 }, (_, layer) => [layer]);
  const pairs = PAIR_TYPES.flatMap((type) => drawPairs(facts, count, random, { [type]: 1 }));
  const found = await tally(model, pairs, layers, ({ pairType }, { positionType, layers: [layer] }) =>
    [pairType, positionType, layer].join(),
  );
  return [...found].map(([key, counts]) => {
    const [pair, positionType, layer] = key.split(',') as [PairType, PositionType, string];
    return { pair, positionType, layer: Number(layer), ...counts };
  });
}

/** Whether a cell says something that the texts alone do not: it changes some outputs and not others, or composes them. */
export function isInformative({ n, changed, composed }: Tally): boolean {
  const share = changed / n;
  return (share >= 0.1 && share <= 0.9) || composed / n >= 0.5;
}

/** The cells as a table: a row for each kind of pair and token, a column a layer. */
export function movementSurvey(cells: readonly MovementCell[], layers: number): Survey {
  const at = new Map(cells.map((cell) => [[cell.pair, cell.positionType, cell.layer].join(), cell]));
  const columns = Array.from({ length: layers + 1 }, (_, layer) => layer);
  return {
    columns: columns.map((layer) => `layer ${layer}`),
    figures: ['changed', 'composed', 'composed and true'],
    rows: PAIR_TYPES.flatMap((pair) =>
      (['subject-final', 'relation', 'last'] as const).map((positionType) => ({
        name: `${pair}, ${positionType}`,
        cells: columns.map((layer) => {
          const cell = at.get([pair, positionType, layer].join());
          if (!cell) return null;
          const { n, changed, composed, composedTrue } = cell;
          return { n, counts: [changed, composed, composedTrue], worthAsking: isInformative(cell) };
        }),
      })),
    ),
  };
}
