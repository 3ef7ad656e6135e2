import { WORDINGS } from '@/lib/corpus/wordings';
import type { RelationId } from '@/lib/corpus/facts';
import type { Random } from '@/lib/random';
import type { Knowledge } from './knowledge';
import { PieceWriter, type Piece } from './row';

/** Letters that name options. */
export const LETTERS = ['A', 'B', 'C', 'D'] as const;

/** Words, each of one token, that stand for anything. */
export interface Vocabulary {
  /** Keys, values and what lists hold. */
  words: readonly string[];
  /** Those of them that no fact is about. */
  names: readonly string[];
  relations: readonly RelationId[];
}

/** Most words of a list that comes again. */
const LONGEST = 18;

/** Words, and then the same words again. */
export function repeatPiece(
  { words }: Vocabulary,
  knowledge: Knowledge,
  random: Random,
  longest = LONGEST,
): Piece {
  return again(distinct(words, 2 + random.integer(longest - 1), random), 0, knowledge);
}

/** The same from any of the words on: their place alone does not tell what follows, but where each stood before (induction). */
export function inductionPiece(
  { words }: Vocabulary,
  knowledge: Knowledge,
  random: Random,
  longest = LONGEST,
): Piece {
  const chosen = distinct(words, 3 + random.integer(longest - 2), random);
  return again(chosen, random.integer(chosen.length - 1), knowledge);
}

function again(words: readonly string[], from: number, knowledge: Knowledge): Piece {
  const ids = words.flatMap((word) => knowledge.token(word));
  return new PieceWriter()
    .read(ids)
    .read(knowledge.mark('.'))
    .read(ids.slice(from, from + 1))
    .learn(ids.slice(from + 1))
    .read(knowledge.mark('.'));
}

/**
 * A few keys with their values, in any order and again and again: a key that came before is followed by its value. Many questions
 * about few keys are what makes a model look for the key, and not take any word that stands there.
 */
export function lookupPiece(
  { words }: Vocabulary,
  knowledge: Knowledge,
  random: Random,
  longest = LONGEST,
): Piece {
  const count = 2 + random.integer(Math.max(1, Math.floor(longest / 4)));
  const chosen = distinct(words, 2 * count, random).flatMap((word) => knowledge.token(word));
  const piece = new PieceWriter().read(chosen);
  const asked = 1 + random.integer(longest - 1);
  for (let i = 0; i < asked; i++) {
    const at = 2 * random.integer(count);
    piece.read([chosen[at]!]).learn([chosen[at + 1]!]);
  }
  return piece.read(knowledge.mark('.'));
}

/** Facts about names that no table holds, then one of them asked for in another wording. */
export function bindingPiece({ names, relations }: Vocabulary, knowledge: Knowledge, random: Random): Piece {
  const relation = random.pick(relations);
  const said = distinct(names, 2 + random.integer(2), random).map((subject) => ({
    relation,
    subject,
    object: knowledge.anyAnswer(random),
  }));
  const piece = new PieceWriter();
  const stop = knowledge.mark('.');
  const wording = knowledge.wording(random);
  for (const fact of said)
    piece.read(knowledge.textOf(fact, wording)).read(knowledge.token(fact.object)).read(stop);
  const asked = random.pick(said);
  const other = random.uniform() < 0.5 ? wording : random.integer(WORDINGS.length);
  return piece.read(knowledge.textOf(asked, other)).learn(knowledge.token(asked.object)).read(stop);
}

/** Options by letter, and which letter is the word that is asked for, or which word a letter. */
export function matchingPiece(vocabulary: Vocabulary, knowledge: Knowledge, random: Random): Piece {
  const count = 2 + random.integer(3);
  const options =
    random.uniform() < 0.5 ? distinct(vocabulary.words, count, random) : answersOf(count, knowledge, random);
  const letters = LETTERS.slice(0, options.length);
  const at = random.integer(options.length);
  const [asked, answer] =
    random.uniform() < 0.75 ? [options[at]!, letters[at]!] : [letters[at]!, options[at]!];
  return new PieceWriter()
    .read(knowledge.encode(`Question: which is ${asked}? ${optionsText(options, letters)} Answer:`))
    .learn(knowledge.token(answer))
    .read(knowledge.mark('.'));
}

/** `Options: Lima A, Paris B.`: a letter follows its option, so that it is found as what came after the word. */
export function optionsText(options: readonly string[], letters: readonly string[] | null): string {
  return `Options: ${options.map((option, i) => (letters ? `${option} ${letters[i]}` : option)).join(', ')}.`;
}

/** Distinct things, at most as many as there are. */
export function distinct<T>(items: readonly T[], count: number, random: Random): T[] {
  const found = new Set<T>();
  for (let tries = 0; tries < 10 * count && found.size < count; tries++) found.add(random.pick(items));
  return [...found];
}

function answersOf(count: number, knowledge: Knowledge, random: Random): string[] {
  const fact = knowledge.draw(random);
  return random.shuffle([fact.object, ...knowledge.distractors(fact, count - 1, random)]);
}
