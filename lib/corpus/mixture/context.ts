import type { Fact } from '@/lib/corpus/facts';
import type { Random } from '@/lib/random';
import type { Knowledge } from './knowledge';
import { PieceWriter, type Piece } from './row';

/** Marks of a text that is spoken about, in prompts and answers of explanations. */
const [OPEN, CLOSE] = ['<<<', '>>>'];
/** A text in marks and nothing around it. */
export const BARE_QUOTE = '<<<{text}>>>';
const VECTOR = '<v> <vec> </v>';

/** Weight of a token of prose against 1 of an object: there are many more of them. */
const PROSE_WEIGHT = 0.1;
const LONGEST_SENTENCE = 28;

/** What stands around facts. */
export interface Surroundings {
  /** Sentences, whose every token is learned. */
  prose: readonly string[];
  /** Wordings of questions that quote a text at `{text}`; other places are filled with anything. */
  prompts: readonly string[];
}

/** A fact in any wording: the object and the full stop are learned. */
export function factPiece(fact: Fact, knowledge: Knowledge, random: Random): Piece {
  return new PieceWriter()
    .read(knowledge.textOf(fact, knowledge.wording(random)))
    .learn(knowledge.token(fact.object))
    .learn(knowledge.mark('.'), 0.2);
}

export function prosePiece({ prose }: Surroundings, knowledge: Knowledge, random: Random): Piece {
  return new PieceWriter().learn(
    knowledge.tokens(random.pick(prose)).slice(0, LONGEST_SENTENCE),
    PROSE_WEIGHT,
  );
}

/**
 * A text quoted as questions about a model quote it: the object is learned within the marks, or, where the quote ends before it,
 * within marks after all of the question. So a fact is known inside a prompt, and can be fetched from there.
 */
export function quotedPiece(
  fact: Fact,
  { prompts }: Surroundings,
  knowledge: Knowledge,
  random: Random,
): Piece {
  const template = random.uniform() < 0.3 ? BARE_QUOTE : random.pick(prompts);
  const object = knowledge.token(fact.object);
  const { before, after } = promptPieces(template, fact, knowledge, random);
  const piece = new PieceWriter().read(before);
  if (random.uniform() < 0.6) return piece.learn(object).read(after.slice(0, -1));
  return piece.read(after).learn(object).read(knowledge.tokens(CLOSE));
}

/** A prompt around a fact's text: the tokens up to where the text ends, and those after it, up to an opening mark for the answer. */
export function promptPieces(
  template: string,
  fact: Fact,
  knowledge: Knowledge,
  random: Random,
): { before: number[]; after: number[] } {
  const [before, after]: [number[], number[]] = [[], []];
  let side = before;
  for (const part of template.split(/(\{\w+\})/)) {
    if (part.trim() === '') continue;
    if (part === '{text}') {
      side.push(...knowledge.textOf(fact, knowledge.wording(random)));
      side = after;
    } else side.push(...knowledge.tokens(filled(part, fact, random)));
  }
  return { before, after: [...after, ...knowledge.tokens(OPEN)] };
}

/** What stands at a place other than the text. */
function filled(part: string, { subject, relation }: Fact, random: Random): string {
  switch (part) {
    case '{v}':
      return VECTOR;
    case '{layer}':
      return String(random.integer(7));
    case '{token}':
      return random.pick([relation, subject.split(' ').at(-1)!, 'is', 'of']);
    default:
      return part.startsWith('{') ? relation : part.trim();
  }
}
