import type { ConceptBank } from './bank';

/** Where a feature is active: tokens in ascending order, and how strongly. Everywhere else it is 0. */
export interface Firing {
  tokens: Int32Array;
  values: Float32Array;
}

/** A phrase, and how well it says where a feature is active. */
export interface Label {
  phrase: string;
  /** Pearson correlation of the activations with whether the phrase holds, over all tokens: -1 to 1. */
  score: number;
}

export interface Labelled extends Label {
  /** The best phrases that were not taken. */
  rivals: Label[];
}

/** Concepts that combinations are made of, and combinations that are carried on. */
const CANDIDATES = 24;
const BEAM = 8;
/** Most concepts of a phrase, and what each has to add to the score. */
const DEPTH = 3;
const WORTH = 0.03;
const RIVALS = 3;

/** A phrase with the tokens it holds of, a bit each. */
interface Expression extends Label {
  bits: Uint32Array;
  concepts: readonly number[];
}

/**
 * Finds the phrase that says best where a feature is active: concepts of the bank, combined by *and*, *or* and *but not*, by
 * beam search (Mu and Andreas 2020, compositional explanations of neurons, arXiv 2006.14032; scored by correlation, as activations
 * differ in strength). Null where no concept goes with it at all.
 */
export function labelFeature(bank: ConceptBank, firing: Firing): Labelled | null {
  const score = scoring(bank.tokens, firing);
  const singles = singleScores(bank, firing)
    .slice(0, CANDIDATES)
    .map(({ concept, score: own }): Expression => ({
      phrase: bank.names[concept]!,
      score: own,
      bits: bank.set(concept),
      concepts: [concept],
    }));
  if (singles.length === 0) return null;
  let best = singles[0]!;
  const seen: Expression[] = [...singles];
  let beam = singles.slice(0, BEAM);
  for (let depth = 1; depth < DEPTH && beam.length > 0; depth++) {
    const grown = beam
      .flatMap((expression) => singles.flatMap((single) => combined(expression, single)))
      .map((expression): Expression => ({ ...expression, score: score(expression.bits) }))
      .filter(
        (expression) =>
          expression.score > best.score + WORTH * (expression.concepts.length - best.concepts.length),
      )
      .sort(byScore);
    seen.push(...grown.slice(0, BEAM));
    if (grown[0]) best = grown[0];
    beam = grown.slice(0, BEAM);
  }
  const rivals = seen
    .filter(({ phrase }) => phrase !== best.phrase)
    .sort(byScore)
    .slice(0, RIVALS)
    .map(({ phrase, score: own }) => ({ phrase, score: own }));
  return { phrase: best.phrase, score: best.score, rivals };
}

const byScore = (a: Label, b: Label) => b.score - a.score || (a.phrase < b.phrase ? -1 : 1);

/** What two phrases make together; nothing where one is part of the other. */
function combined(left: Expression, right: Expression): Omit<Expression, 'score'>[] {
  if (left.concepts.includes(right.concepts[0]!)) return [];
  const concepts = [...left.concepts, ...right.concepts];
  const of = (join: (a: number, b: number) => number) =>
    left.bits.map((word, i) => join(word, right.bits[i]!));
  return [
    { phrase: `${left.phrase} and ${right.phrase}`, bits: of((a, b) => a & b), concepts },
    { phrase: `${left.phrase} or ${right.phrase}`, bits: of((a, b) => a | b), concepts },
    { phrase: `${left.phrase} but not ${right.phrase}`, bits: of((a, b) => a & ~b), concepts },
  ];
}

/** The correlation of the activations with a set of tokens. */
function scoring(count: number, { tokens, values }: Firing): (bits: Uint32Array) => number {
  const correlate = correlation(count, values);
  return (bits) => {
    let [held, sum] = [0, 0];
    for (const word of bits) held += ones(word);
    tokens.forEach((token, i) => {
      if (bits[token >> 5]! & (1 << (token & 31))) sum += values[i]!;
    });
    return correlate(held, sum);
  };
}

/** The correlation, of how many tokens a set has and of the activations on them together. */
function correlation(count: number, values: Float32Array): (held: number, sum: number) => number {
  let [total, squares] = [0, 0];
  for (const value of values) {
    total += value;
    squares += value * value;
  }
  const mean = total / count;
  const deviation = Math.sqrt(squares / count - mean * mean);
  return (held, sum) => {
    const share = held / count;
    const spread = Math.sqrt(share * (1 - share)) * deviation;
    return spread === 0 ? 0 : (sum / count - share * mean) / spread;
  };
}

/** Concepts that hold of an active token, best first. */
function singleScores(bank: ConceptBank, { tokens, values }: Firing): { concept: number; score: number }[] {
  const correlate = correlation(bank.tokens, values);
  const sums = new Map<number, number>();
  tokens.forEach((token, i) => {
    for (const concept of bank.of(token)) sums.set(concept, (sums.get(concept) ?? 0) + values[i]!);
  });
  return [...sums]
    .map(([concept, sum]) => ({ concept, score: correlate(bank.counts[concept]!, sum) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.concept - b.concept);
}

/** How many bits of a word are set. */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return (((x + (x >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
