import { alignTokens } from '@/lib/measure/align';
import { lastTokenBefore } from '@/lib/measure/text';
import type { Tokenizer } from '@/lib/model/tokenizer';
import { LONGEST_BLOCK, type PositionType } from './body';
import type { FactPair } from './pairs';
import type { PatchSite } from './patches';

/** A patch of a pair, with what kind of token it is at. */
export interface TypedSite extends PatchSite {
  positionType: PositionType;
}

/** Every block of one to three contiguous layers, of a model whose residual stream has `layers` + 1 of them. */
export function layerBlocks(layers: number): number[][] {
  return Array.from({ length: LONGEST_BLOCK }, (_, i) => i + 1).flatMap((size) =>
    Array.from({ length: Math.max(0, layers + 2 - size) }, (_, first) =>
      Array.from({ length: size }, (__, k) => first + k),
    ),
  );
}

/** The sites of a pair at which questions are asked: each kind of token that has a counterpart, at each block of layers. */
export function sitesOf(
  pair: Pick<FactPair, 'text'>,
  tokenizer: Tokenizer,
  textIds: readonly number[],
  sourceIds: readonly number[],
  blocks: readonly (readonly number[])[],
): TypedSite[] {
  const alignment = alignTokens(textIds, sourceIds);
  const { text, subject, relation } = pair.text;
  const positions: [PositionType, number][] = [
    ['subject-final', lastTokenBefore(tokenizer, text, subject.end)],
    ['relation', lastTokenBefore(tokenizer, text, relation.end)],
    ['last', textIds.length - 1],
  ];
  return positions.flatMap(([positionType, position]) => {
    const sourcePosition = alignment[position];
    if (sourcePosition === null || sourcePosition === undefined) return [];
    return blocks.map((layers) => ({ layers, position, sourcePosition, positionType }));
  });
}
