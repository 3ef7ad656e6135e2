import type { Fact } from '@/lib/corpus/facts';
import type { Random } from '@/lib/random';
import type { LoadedModel } from '../measure';
import type { AskedCell } from '../task';
import { isInformative, tally } from './movement';
import { drawPairs } from './pairs';
import { layerBlocks } from './sites';
import { patchCell, setOf, type PatchSet } from './strata';

/** Pairs that cells are decided on. */
const PILOT = 600;
/** A cell with fewer of them is not judged. */
const ENOUGH = 30;
/** Where the rarer verdict is rarer than this, a constant one would be right. */
const LEAST_MINORITY = 0.1;

/**
 * The cells that are worth asking about, in each set by itself: those that change some outputs and not others, in which verdicts are
 * evened out, and those in which nearly all change to a word of neither text, in which words are.
 */
export async function chooseCells(
  model: LoadedModel,
  facts: readonly Fact[],
  random: Random,
): Promise<AskedCell[]> {
  const blocks = layerBlocks(model.engine.info.layers);
  const found = await tally(
    model,
    drawPairs(facts, PILOT, random),
    blocks,
    (pair, site) => `${setOf(pair)}\t${patchCell({ ...site, layers: [...site.layers] })}`,
  );
  return [...found].flatMap(([key, counts]): AskedCell[] => {
    const { n, changed } = counts;
    if (n < ENOUGH || !isInformative(counts)) return [];
    const [set, cell] = key.split('\t') as [PatchSet, string];
    const even = Math.min(changed, n - changed) / n >= LEAST_MINORITY ? 'sides' : 'answers';
    return [{ set, cell, even }];
  });
}
