import { group, rollup } from 'd3-array';
import type { Fact, RelationId } from '@/lib/corpus/facts';
import { render, WORDINGS, type FactText } from '@/lib/corpus/wordings';
import type { Random } from '@/lib/random';
import { PAIR_TYPES, type PairType } from './body';

/** Two facts in the same wording: the first is run, the second gives the vector. */
export interface FactPair {
  pairType: PairType;
  fact: Fact;
  sourceFact: Fact;
  text: FactText;
  source: FactText;
  /**
   * Objects that the two texts have when they exchange relations: the text's subject to the source's relation, and the source's
   * subject to the text's. Empty unless both are known.
   */
  crossed: readonly string[];
}

/** How often each type of pair is drawn. */
export type PairShares = Readonly<Partial<Record<PairType, number>>>;

/** Without pairs of the same object, the last token would nearly always change. */
export const PAIR_SHARES: PairShares = {
  'same-object': 0.24,
  'same-relation': 0.2,
  'other-relation': 0.16,
  'within-group': 0.4,
};

/** Facts, as pairs of each type are drawn from them. */
export class PairSource {
  private readonly byRelation: Map<RelationId, Fact[]>;
  private readonly byObject: Map<string, Fact[]>;
  /** Subjects that have the very same relations, two of them or more. */
  private readonly groups: Subject[][];

  constructor(private readonly facts: readonly Fact[]) {
    this.byRelation = group(facts, ({ relation }) => relation);
    this.byObject = group(facts, answerKey);
    const subjects = rollup(
      facts,
      (own) => new Map(own.map((fact) => [fact.relation, fact])),
      ({ subject }) => subject,
    );
    const several = [...subjects.values()].filter((own) => own.size > 1);
    this.groups = [...group(several, (own) => [...own.keys()].sort().join()).values()].filter(
      (alike) => alike.length > 1,
    );
  }

  /** A pair of this type; null where the fact drawn has no partner, as a draw is cheap and the next may have one. */
  draw(pairType: PairType, random: Random): FactPair | null {
    const found = pairType === 'within-group' ? this.exchange(random) : this.partners(pairType, random);
    if (!found) return null;
    const wording = random.integer(WORDINGS.length);
    const [fact, sourceFact] = found.facts;
    return {
      pairType,
      fact,
      sourceFact,
      text: render(fact, wording),
      source: render(sourceFact, wording),
      crossed: found.crossed,
    };
  }

  private partners(pairType: PairType, random: Random): Found | null {
    const fact = random.pick(this.facts);
    const partners =
      pairType === 'same-object'
        ? this.byObject.get(answerKey(fact))!
        : this.byRelation.get(
            pairType === 'same-relation' ? fact.relation : random.pick([...this.byRelation.keys()]),
          )!;
    const source = random.pick(partners);
    if (source.subject === fact.subject) return null;
    if ((pairType === 'other-relation') === (source.relation === fact.relation)) return null;
    if (pairType === 'same-relation' && source.object === fact.object) return null;
    return { facts: [fact, source], crossed: [] };
  }

  /** Two subjects of one group, each with another of its relations, where all four objects differ. */
  private exchange(random: Random): Found | null {
    if (this.groups.length === 0) return null;
    const alike = random.pick(this.groups);
    const [own, other] = [random.pick(alike), random.pick(alike)];
    const relations = [...own.keys()];
    const [relation, sourceRelation] = [random.pick(relations), random.pick(relations)];
    const [fact, source] = [own.get(relation)!, other.get(sourceRelation)!];
    const crossed = [own.get(sourceRelation)!.object, other.get(relation)!.object];
    if (own === other || new Set([fact.object, source.object, ...crossed]).size < 4) return null;
    return { facts: [fact, source], crossed };
  }
}

type Subject = ReadonlyMap<RelationId, Fact>;
interface Found {
  facts: [fact: Fact, source: Fact];
  crossed: readonly string[];
}

const answerKey = ({ relation, object }: Fact) => `${relation}\t${object}`;

/** Draws on end before facts are said to have no pairs of a type. */
const TRIES = 1000;

/**
 * Draws pairs of different subjects, their types in these shares.
 * @throws Error where the facts have none of a type
 */
export function drawPairs(
  facts: readonly Fact[],
  count: number,
  random: Random,
  shares: PairShares = PAIR_SHARES,
): FactPair[] {
  const source = new PairSource(facts);
  return Array.from({ length: count }, () => {
    const type = drawType(shares, random);
    for (let tries = 0; tries < TRIES; tries++) {
      const pair = source.draw(type, random);
      if (pair) return pair;
    }
    throw new Error(`among ${facts.length} facts there are too few pairs of the type ${type}`);
  });
}

function drawType(shares: PairShares, random: Random): PairType {
  let u = random.uniform();
  for (const type of PAIR_TYPES) {
    u -= shares[type] ?? 0;
    if (u < 0) return type;
  }
  return PAIR_TYPES[0];
}
