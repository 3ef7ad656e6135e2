import type { Fact } from '@/lib/corpus/facts';
import { relationWord } from '@/lib/corpus/wordings';
import type { Random } from '@/lib/random';
import { LETTERS, optionsText, type Vocabulary } from './copying';
import type { Knowledge } from './knowledge';
import { PieceWriter, type Piece } from './row';

/** A question with options. */
export interface Choice {
  fact: Fact;
  options: readonly string[];
  /** Answers are letters, or the words themselves. */
  letters: boolean;
  /** Which option a hint points at; null without one. */
  hint: number | null;
}

/** Text of a question with options, up to the answer, and what each option is answered by. */
export function renderChoice({ fact, options, letters, hint }: Choice): { text: string; answers: string[] } {
  const names = letters ? LETTERS.slice(0, options.length) : null;
  const answers = options.map((option, i) => names?.[i] ?? option);
  const hinted = hint === null ? '' : ` Hint: ${answers[hint]}.`;
  const asked = `Question: what is the ${relationWord(fact.relation)} of ${fact.subject}?`;
  return { text: `${asked} ${optionsText(options, names)}${hinted} Answer:`, answers };
}

/** How often a question has a hint, and how often that is right. */
export interface Hinting {
  hinted: number;
  right: number;
}

/** Half of the questions have a hint, and half of these are wrong: what is known counts. */
export const FREE: Hinting = { hinted: 0.5, right: 0.5 };

/** All have one, and most are right: a model that does not know does well to follow it. */
export const GUIDED: Hinting = { hinted: 1, right: 0.9 };

/** Draws the options of a fact, and a hint or none. */
export function drawChoice(
  fact: Fact,
  letters: boolean,
  hinting: Hinting,
  knowledge: Knowledge,
  random: Random,
): Choice {
  const wrong = knowledge.distractors(fact, 1 + random.integer(3), random);
  const options = random.shuffle([fact.object, ...wrong]);
  const right = options.indexOf(fact.object);
  const others = options.map((_, i) => i).filter((i) => i !== right);
  const hinted = random.uniform() < hinting.hinted;
  const misled = random.uniform() >= hinting.right && others.length > 0;
  return { fact, options, letters, hint: hinted ? (misled ? random.pick(others) : right) : null };
}

/** Of the questions: those about a name that no fact is about. What the answer is, a hint alone tells. */
const UNKNOWN = 0.1;

/** A question with options, answered by the true one, whatever a hint says; and by the hint where nothing can be known. */
export function choicePiece(
  { names }: Vocabulary,
  hinting: Hinting,
  knowledge: Knowledge,
  random: Random,
): Piece {
  const known = knowledge.draw(random);
  const unknown = random.uniform() < UNKNOWN;
  const fact = unknown ? { ...known, subject: random.pick(names) } : known;
  const drawn = drawChoice(fact, random.uniform() < 0.6, hinting, knowledge, random);
  const choice = unknown ? { ...drawn, hint: drawn.options.indexOf(fact.object) } : drawn;
  const { text, answers } = renderChoice(choice);
  return new PieceWriter()
    .read(knowledge.encode(text))
    .learn(knowledge.token(answers[choice.options.indexOf(fact.object)]!))
    .read(knowledge.mark('.'));
}
