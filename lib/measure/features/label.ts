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

/** A phrase with the tokens it holds of. */
interface Expression extends Label {
  concepts: readonly number[];
  tokens: TokenSet;
}

/** Tokens, a bit each, with what is summed up over them. */
interface TokenSet {
  bits: Uint32Array;
  /** How many there are. */
  held: number;
  /** The activations on them together. */
  sum: number;
}

/** Two expressions joined, before its tokens are written out: most are not worth it. */
interface Joined extends Omit<Expression, 'tokens'> {
  tokens: Pick<TokenSet, 'held'>;
  write(): TokenSet;
}

/**
 * Finds the phrase that says best where a feature is active: concepts of the bank, combined by *and*, *or* and *but not*, by
 * beam search (Mu and Andreas 2020, compositional explanations of neurons, arXiv 2006.14032; scored by correlation, as activations
 * differ in strength). Null where no concept goes with it at all.
 */
export function labelFeature(bank: ConceptBank, firing: Firing): Labelled | null {
  const singles = singleScores(bank, firing)
    .slice(0, CANDIDATES)
    .map(({ concept, score, sum }): Expression => ({
      phrase: bank.names[concept]!,
      score,
      concepts: [concept],
      tokens: { bits: bank.set(concept), held: bank.counts[concept]!, sum },
    }));
  if (singles.length === 0) return null;
  const correlate = correlation(bank.tokens, firing.values);
  let best: Joined | Expression = singles[0]!;
  const seen: (Joined | Expression)[] = [...singles];
  let beam = singles.slice(0, BEAM);
  for (let depth = 1; depth < DEPTH && beam.length > 0; depth++) {
    const grown = beam
      .flatMap((expression) => singles.flatMap((single) => joined(expression, single, firing, correlate)))
      .filter(
        (expression) =>
          expression.score > best.score + WORTH * (expression.concepts.length - best.concepts.length),
      )
      .sort(byScore)
      .slice(0, BEAM);
    seen.push(...grown);
    if (grown[0]) best = grown[0];
    beam = grown.map(({ write, ...rest }) => ({ ...rest, tokens: write() }));
  }
  // Phrases that hold of the same tokens say the same: `b or a` is no rival of `a or b`.
  const said = new Set([meaningOf(best)]);
  const rivals = seen
    .sort(byScore)
    .filter((one) => said.size < said.add(meaningOf(one)).size)
    .slice(0, RIVALS)
    .map(({ phrase, score }) => ({ phrase, score }));
  return { phrase: best.phrase, score: best.score, rivals };
}

/** Of which tokens a phrase holds, as far as their number and the correlation tell. */
const meaningOf = ({ tokens, score }: Joined | Expression): string => `${tokens.held} ${score.toFixed(6)}`;

const byScore = (a: Label, b: Label) => b.score - a.score || (a.phrase < b.phrase ? -1 : 1);

/**
 * What two phrases make together; nothing where one is part of the other. What both have tells what either has, and what one has
 * alone, so that tokens are gone through once.
 */
function joined(left: Expression, right: Expression, firing: Firing, correlate: Correlate): Joined[] {
  if (left.concepts.includes(right.concepts[0]!)) return [];
  const concepts = [...left.concepts, ...right.concepts];
  const [l, r] = [left.tokens, right.tokens];
  const both = intersection(l.bits, r.bits, firing);
  const of = (
    phrase: string,
    { held, sum }: Omit<TokenSet, 'bits'>,
    join: (a: number, b: number) => number,
  ): Joined => ({
    phrase,
    score: correlate(held, sum),
    concepts,
    tokens: { held },
    write: () => ({ bits: l.bits.map((word, i) => join(word, r.bits[i]!)), held, sum }),
  });
  const either = { held: l.held + r.held - both.held, sum: l.sum + r.sum - both.sum };
  const alone = { held: l.held - both.held, sum: l.sum - both.sum };
  return [
    of(`${left.phrase} and ${right.phrase}`, both, (a, b) => a & b),
    of(`${left.phrase} or ${right.phrase}`, either, (a, b) => a | b),
    of(`${left.phrase} but not ${right.phrase}`, alone, (a, b) => a & ~b),
  ];
}

/** How many tokens two sets share, and the activations on them together. */
function intersection(
  left: Uint32Array,
  right: Uint32Array,
  { tokens, values }: Firing,
): Omit<TokenSet, 'bits'> {
  let [held, sum] = [0, 0];
  for (let i = 0; i < left.length; i++) {
    const word = left[i]! & right[i]!;
    if (word !== 0) held += ones(word);
  }
  if (held === 0) return { held, sum };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (left[token >> 5]! & right[token >> 5]! & (1 << (token & 31))) sum += values[i]!;
  }
  return { held, sum };
}

type Correlate = (held: number, sum: number) => number;

/** The correlation, of how many tokens a set has and of the activations on them together. */
function correlation(count: number, values: Float32Array): Correlate {
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
function singleScores(
  bank: ConceptBank,
  { tokens, values }: Firing,
): { concept: number; score: number; sum: number }[] {
  const correlate = correlation(bank.tokens, values);
  const sums = new Map<number, number>();
  tokens.forEach((token, i) => {
    for (const concept of bank.of(token)) sums.set(concept, (sums.get(concept) ?? 0) + values[i]!);
  });
  return [...sums]
    .map(([concept, sum]) => ({ concept, sum, score: correlate(bank.counts[concept]!, sum) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.concept - b.concept);
}

/** How many bits of a word are set. */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return (((x + (x >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
