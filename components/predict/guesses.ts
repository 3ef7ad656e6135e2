import { z } from 'zod';
import { idSchema, verdictSchema } from '@/lib/schemas';
import { readGuess } from '@/lib/api/prediction';

/** What a reader guessed of questions, as their browser keeps it. Nothing here knows where that is. */

/** The verdict on a guess, and what others got on the very same question. */
const judgedSchema = z.object({
  verdict: verdictSchema,
  /** Verdicts on explainers, by their ids. */
  others: z.record(idSchema, verdictSchema),
  /** How likely chance was to be right. */
  chance: z.number().min(0).max(1),
});
export type Judged = z.infer<typeof judgedSchema>;

const guessSchema = z.object({
  question: idSchema,
  target: idSchema,
  task: idSchema,
  word: z.string().refine((word) => readGuess(word) === word),
  /** Null until the answer was seen. */
  judged: judgedSchema.nullable(),
});
export type KeptGuess = z.infer<typeof guessSchema>;

const VERSION = 1;
/** Most guesses that are kept: the oldest leave. */
export const MOST_GUESSES = 500;

const keptSchema = z.object({ version: z.literal(VERSION), guesses: z.array(guessSchema) });

/** The guesses of a kept text; none where that is damaged, of another version, or not there. */
export function readGuesses(text: string | null): KeptGuess[] {
  try {
    return keptSchema.parse(JSON.parse(text ?? '')).guesses.slice(-MOST_GUESSES);
  } catch {
    return [];
  }
}

export const writeGuesses = (guesses: readonly KeptGuess[]): string =>
  JSON.stringify({ version: VERSION, guesses: guesses.slice(-MOST_GUESSES) });

export const guessOf = (guesses: readonly KeptGuess[], question: string): KeptGuess | undefined =>
  guesses.find((guess) => guess.question === question);

/** With a guess before its answer was seen. Whoever has seen the answer guesses no more: what was judged stays. */
export function withGuess(
  guesses: readonly KeptGuess[],
  made: Omit<KeptGuess, 'judged'>,
): readonly KeptGuess[] {
  if (guessOf(guesses, made.question)?.judged) return guesses;
  return [...guesses.filter(({ question }) => question !== made.question), { ...made, judged: null }];
}

/** With the verdict on a guess that waited for it; an answer to another word than was guessed is none. */
export function withVerdict(
  guesses: readonly KeptGuess[],
  { question, word }: Pick<KeptGuess, 'question' | 'word'>,
  judged: Judged,
): readonly KeptGuess[] {
  const waits = (guess: KeptGuess) =>
    guess.question === question && guess.word === word && guess.judged === null;
  return guesses.some(waits)
    ? guesses.map((guess) => (waits(guess) ? { ...guess, judged } : guess))
    : guesses;
}

/** The questions about a target that guesses are of. */
export interface Series {
  target: string;
  task: string;
}

export const isOf = ({ target, task }: Series, guess: Series): boolean =>
  guess.target === target && guess.task === task;

/** Without those of a series, which begins again. */
export const without = (guesses: readonly KeptGuess[], series: Series): readonly KeptGuess[] =>
  guesses.filter((guess) => !isOf(series, guess));
