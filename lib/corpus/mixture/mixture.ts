import type { Fact } from '@/lib/corpus/facts';
import type { Random } from '@/lib/random';
import { choicePiece, FREE, GUIDED } from './choices';
import { comparisonPiece, type Comparison } from './comparison';
import { factPiece, prosePiece, quotedPiece, type Surroundings } from './context';
import {
  bindingPiece,
  inductionPiece,
  lookupPiece,
  matchingPiece,
  repeatPiece,
  type Vocabulary,
} from './copying';
import type { Knowledge } from './knowledge';
import { fillRow, type Piece, type Row } from './row';

/** Kinds of rows, each a part of the loss with a curve of its own. */
export const ROW_KINDS = [
  'bare',
  'context',
  'copying',
  'lookup',
  'induction',
  'retrieval',
  'matching',
  'choices',
  'guided',
  'comparison',
] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** What pieces are made of. */
export interface Material {
  knowledge: Knowledge;
  surroundings: Surroundings;
  vocabulary: Vocabulary;
  bosId: number;
}

/** Rows under this hold no fact beside what is asked about it. */
const SHORT = 24;
/** What longer rows compare: words are told apart by then. */
const LONG_COMPARISONS: readonly Comparison[] = ['words', 'facts', 'facts', 'recall', 'recall'];

/** How often each way of making a piece is drawn, relative to the others. */
type Weighted = readonly (readonly [weight: number, piece: (before: readonly Piece[]) => Piece])[];

function drawOf(ways: Weighted, random: Random): (before: readonly Piece[]) => Piece {
  const total = ways.reduce((sum, [weight]) => sum + weight, 0);
  return (before) => {
    let u = random.uniform() * total;
    for (const [weight, piece] of ways) {
      u -= weight;
      if (u < 0) return piece(before);
    }
    return ways[0]![1](before);
  };
}

/**
 * One row of a kind, at most `length` tokens.
 *
 * - bare: a fact at the start of a row;
 * - context: facts at any offset, several in a row, before and after prose, quoted in prompts, asked for again;
 * - copying: lists of words that come again whole. In short rows, where attention that does not yet know where to look finds
 *   the right word among few: rows of 72 tokens have a loss of 6.5 after 500 steps, rows of 12 one of .03;
 * - lookup: a few keys with values, asked for in any order and often. After copying, in rows of 16 tokens, this is where a model
 *   begins to look for the word it has to find (within 800 steps), which comparison follows at once;
 * - induction: lists that come again from any of their words on;
 * - retrieval: all of that over longer stretches, lists from anywhere on, facts about unknown names, options by letter;
 * - matching: which letter names an option, alone;
 * - choices: questions with options as words or letters, with right hints, wrong ones or none;
 * - guided: the same, each with a hint that is nearly always right;
 * - comparison: whether two words, two facts, or a word and what is recalled, are the same.
 */
export function drawRow(kind: RowKind, length: number, material: Material, random: Random): Row {
  const { knowledge, surroundings, vocabulary, bosId } = material;
  const fact = (about: Fact) => factPiece(about, knowledge, random);
  if (kind === 'bare') {
    const { ids, weights } = fact(knowledge.draw(random));
    return { ids: [bosId, ...ids], weights: [0, ...weights] };
  }
  // A row holds a list twice, with room beside it.
  const longest = Math.floor(length / 3);
  const said: Fact[] = [];
  const tell = () => {
    const next = knowledge.draw(random);
    said.push(next);
    return fact(next);
  };
  const ways: Record<Exclude<RowKind, 'bare'>, Weighted> = {
    context: [
      [0.5, tell],
      [0.15, () => prosePiece(surroundings, knowledge, random)],
      [0.25, () => quotedPiece(knowledge.draw(random), surroundings, knowledge, random)],
      [0.1, () => (said.length > 0 ? fact(random.pick(said)) : tell())],
    ],
    copying: [[1, () => repeatPiece(vocabulary, knowledge, random, longest)]],
    induction: [[1, () => inductionPiece(vocabulary, knowledge, random, longest)]],
    lookup: [[1, () => lookupPiece(vocabulary, knowledge, random, longest)]],
    retrieval: [
      [0.1, () => repeatPiece(vocabulary, knowledge, random, longest)],
      [0.15, () => inductionPiece(vocabulary, knowledge, random, longest)],
      [0.3, () => lookupPiece(vocabulary, knowledge, random, longest)],
      [0.2, () => bindingPiece(vocabulary, knowledge, random)],
      [0.25, () => matchingPiece(vocabulary, knowledge, random)],
    ],
    matching: [[1, () => matchingPiece(vocabulary, knowledge, random)]],
    choices: [[1, () => choicePiece(vocabulary, FREE, knowledge, random)]],
    guided: [[1, () => choicePiece(vocabulary, GUIDED, knowledge, random)]],
    comparison: [
      [
        1,
        () => comparisonPiece(vocabulary, knowledge, random, length < SHORT ? ['words'] : LONG_COMPARISONS),
      ],
    ],
  };
  return fillRow(bosId, length, drawOf(ways[kind], random));
}
