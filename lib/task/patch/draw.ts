import { group } from 'd3-array';
import type { Fact } from '@/lib/corpus/facts';
import { WORDINGS, render, type FactText } from '@/lib/corpus/wordings';
import type { PairType, PositionType } from './body';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Random } from '@/lib/random';
import { alignTokens } from '@/lib/measure/align';
import type { PatchSite } from './patches';

/** Two facts in the same wording: the first is run, the second gives the vector. */
export interface FactPair {
  pairType: PairType;
  fact: Fact;
  sourceFact: Fact;
  text: FactText;
  source: FactText;
}

/** Shares of the pair types. Without pairs of the same object, the last token would nearly always change. */
const SHARES: readonly (readonly [PairType, number])[] = [
  ['same-object', 0.4],
  ['same-relation', 0.35],
  ['other-relation', 0.25],
];

/** Draws pairs of facts with different subjects. Facts without a partner of the drawn type are drawn again. */
export function drawPairs(facts: readonly Fact[], count: number, random: Random): FactPair[] {
  const byRelation = group(facts, (fact) => fact.relation);
  const byObject = group(facts, (fact) => `${fact.relation}\t${fact.object}`);
  const relations = [...byRelation.keys()];
  const pairs: FactPair[] = [];
  for (let tries = 0; pairs.length < count; tries++) {
    if (tries > 100 * count)
      throw new Error(`${facts.length} facts do not give ${count} pairs of every type`);
    const pairType = drawType(random);
    const fact = random.pick(facts);
    const partners =
      pairType === 'same-object'
        ? byObject.get(`${fact.relation}\t${fact.object}`)!
        : byRelation.get(pairType === 'same-relation' ? fact.relation : random.pick(relations))!;
    const sourceFact = random.pick(partners);
    if (sourceFact.subject === fact.subject) continue;
    if ((pairType === 'other-relation') === (sourceFact.relation === fact.relation)) continue;
    if (pairType === 'same-relation' && sourceFact.object === fact.object) continue;
    const wording = random.integer(WORDINGS.length);
    pairs.push({
      pairType,
      fact,
      sourceFact,
      text: render(fact, wording),
      source: render(sourceFact, wording),
    });
  }
  return pairs;
}

/** The sites of a pair at which questions are asked: each position type that has a counterpart, at each layer. */
export function sitesOf(
  pair: FactPair,
  tokenizer: Tokenizer,
  textIds: readonly number[],
  sourceIds: readonly number[],
  layers: readonly number[],
): (PatchSite & { positionType: PositionType })[] {
  const alignment = alignTokens(textIds, sourceIds);
  const positions: [PositionType, number][] = [
    ['subject-final', lastTokenBefore(tokenizer, pair.text.text, pair.text.subject.end)],
    ['relation', lastTokenBefore(tokenizer, pair.text.text, pair.text.relation.end)],
    ['last', textIds.length - 1],
  ];
  return positions.flatMap(([positionType, position]) => {
    const sourcePosition = alignment[position];
    if (sourcePosition === null || sourcePosition === undefined) return [];
    return layers.map((layer) => ({ layers: [layer], position, sourcePosition, positionType }));
  });
}

/** Index of the token that ends at character `end`, which must end a word. */
function lastTokenBefore(tokenizer: Tokenizer, text: string, end: number): number {
  return tokenizer.encode(text.slice(0, end)).length - 1;
}

function drawType(random: Random): PairType {
  let u = random.uniform();
  for (const [type, share] of SHARES) {
    if (u < share) return type;
    u -= share;
  }
  return 'other-relation';
}
