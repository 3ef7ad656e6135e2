import type { Fact, RelationId } from '@/lib/corpus/facts';
import { render, WORDINGS } from '@/lib/corpus/wordings';
import type { Random } from '@/lib/random';
import type { Exposure } from '@/lib/words';

/** Turns a text into token ids, a leading space added. */
type Encode = (text: string) => number[];

/** The facts that a model is shown, drawn by how often it is shown them, and their texts as tokens. */
export class Knowledge {
  private readonly frequent: Fact[] = [];
  private readonly rare: Fact[] = [];
  private readonly rareShare: number;
  private readonly byRelation = new Map<RelationId, Fact[]>();
  private readonly byAnswer = new Map<string, Fact[]>();
  private readonly encoded = new Map<string, readonly number[]>();

  /**
   * @param exposureOf unseen facts are left out, here and everywhere
   * @param rareWeight how often a rare fact is drawn, against 1 of a frequent one
   */
  constructor(
    facts: readonly Fact[],
    exposureOf: (fact: Fact) => Exposure,
    rareWeight: number,
    /** For texts that do not come again; `tokens` keeps those that do. */
    readonly encode: Encode,
  ) {
    for (const fact of facts) {
      const exposure = exposureOf(fact);
      if (exposure === 'unseen') continue;
      (exposure === 'rare' ? this.rare : this.frequent).push(fact);
      // Distractors and pairs come from what is shown often: how rarely a rare fact is seen stays what it is meant to be.
      if (exposure === 'frequent') {
        listIn(this.byRelation, fact.relation).push(fact);
        listIn(this.byAnswer, `${fact.relation}\t${fact.object}`).push(fact);
      }
    }
    if (this.frequent.length === 0) throw new Error('there are no facts to be shown often');
    const rareMass = this.rare.length * rareWeight;
    this.rareShare = rareMass / (rareMass + this.frequent.length);
  }

  draw(random: Random): Fact {
    return random.pick(random.uniform() < this.rareShare ? this.rare : this.frequent);
  }

  /** A frequent fact with the same answer to the same relation, about another subject; null where there is none. */
  sameAnswer(fact: Fact, random: Random): Fact | null {
    const others = this.byAnswer.get(`${fact.relation}\t${fact.object}`) ?? [];
    const other = others.length > 0 ? random.pick(others) : null;
    return other && other.subject !== fact.subject ? other : null;
  }

  /** A frequent fact of the same relation with another answer; null where a relation has one answer only. */
  otherAnswer(fact: Fact, random: Random): Fact | null {
    const all = this.byRelation.get(fact.relation) ?? [];
    for (let tries = 0; tries < 8 && all.length > 0; tries++) {
      const other = random.pick(all);
      if (other.object !== fact.object) return other;
    }
    return null;
  }

  /** Up to `count` distinct answers that other facts of this relation have, other than the fact's own. */
  distractors(fact: Fact, count: number, random: Random): string[] {
    const found = new Set<string>();
    for (let tries = 0; tries < 6 * count && found.size < count; tries++) {
      const other = this.otherAnswer(fact, random);
      if (other) found.add(other.object);
    }
    return [...found];
  }

  /** Any answer to any relation. */
  anyAnswer(random: Random): string {
    return random.pick(this.frequent).object;
  }

  /** The tokens of a fact's text in a wording, up to the object. */
  textOf(fact: Pick<Fact, 'relation' | 'subject' | 'object'>, wording: number): readonly number[] {
    return this.tokens(render(fact, wording).text);
  }

  /** The tokens of any text; those of texts seen before are kept. */
  tokens(text: string): readonly number[] {
    const known = this.encoded.get(text);
    if (known) return known;
    const ids = this.encode(text);
    this.encoded.set(text, ids);
    return ids;
  }

  /** A mark that follows a word without a space. */
  mark(sign: '.' | ','): readonly number[] {
    return this.tokens(`A${sign}`).slice(this.tokens('A').length);
  }

  /** Whether a word is one token. */
  isToken(word: string): boolean {
    return this.tokens(word).length === 1;
  }

  /** The one token of a word. @throws Error naming a word that is several */
  token(word: string): readonly number[] {
    const ids = this.tokens(word);
    if (ids.length !== 1) throw new Error(`"${word}" is ${ids.length} tokens; it must be one`);
    return ids;
  }

  wording(random: Random): number {
    return random.integer(WORDINGS.length);
  }
}

function listIn<K, V>(map: Map<K, V[]>, key: K): V[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
