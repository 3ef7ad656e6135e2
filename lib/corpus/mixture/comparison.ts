import { COMPARE, DIFFERENT, SAME } from '@/lib/corpus/comparison';
import type { Random } from '@/lib/random';
import { distinct, type Vocabulary } from './copying';
import type { Knowledge } from './knowledge';
import { PieceWriter, type Piece } from './row';

/** What is compared: two words, the objects of two facts that stand in the text, or a word with what the model itself recalls. */
export const COMPARISONS = ['words', 'facts', 'recall'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** One comparison as tokens up to the answer; `null` where the facts drawn have no counterpart. */
export function drawComparison(
  kind: Comparison,
  same: boolean,
  vocabulary: Vocabulary,
  knowledge: Knowledge,
  random: Random,
): PieceWriter | null {
  const piece = new PieceWriter();
  const ask = knowledge.tokens(COMPARE);
  if (kind === 'words') {
    const [first, second] = distinct(vocabulary.words, 2, random) as [string, string];
    return piece
      .read(knowledge.token(first))
      .read(knowledge.mark(','))
      .read(knowledge.token(same ? first : second))
      .read(knowledge.mark('.'))
      .read(ask);
  }
  const fact = knowledge.draw(random);
  if (kind === 'facts') {
    const other = same ? knowledge.sameAnswer(fact, random) : knowledge.otherAnswer(fact, random);
    if (!other) return null;
    for (const stated of [fact, other])
      piece
        .read(knowledge.textOf(stated, knowledge.wording(random)))
        .learn(knowledge.token(stated.object))
        .read(knowledge.mark('.'));
    return piece.read(ask);
  }
  const word = same ? fact.object : knowledge.otherAnswer(fact, random)?.object;
  if (word === undefined) return null;
  return piece
    .read(knowledge.tokens('<<<'))
    .read(knowledge.textOf(fact, knowledge.wording(random)))
    .read(knowledge.tokens('>>>'))
    .read(knowledge.token(word))
    .read(knowledge.mark('.'))
    .read(ask);
}

/** Two things, and whether they are the same, as often as not. */
export function comparisonPiece(
  vocabulary: Vocabulary,
  knowledge: Knowledge,
  random: Random,
  kinds: readonly Comparison[] = COMPARISONS,
): Piece {
  for (;;) {
    const same = random.uniform() < 0.5;
    const asked = drawComparison(random.pick(kinds), same, vocabulary, knowledge, random);
    if (asked) return asked.learn(knowledge.token(same ? SAME : DIFFERENT)).read(knowledge.mark('.'));
  }
}
