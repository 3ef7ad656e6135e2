import { plainText } from '@/lib/text-schema';

/**
 * A reader who predicts first, as it stands in an address: `predict=1`, and once a guess is made, `guess=Rome` beside it. Without a
 * guess the page holds no answer.
 */
export interface Predicting {
  isOn: boolean;
  guess: string | null;
}

/** Longest word that is guessed, in characters. */
export const LONGEST_GUESS = 40;

/** A word that explanations can hold: they have it between brackets. */
export const guessedWordSchema = plainText
  .trim()
  .min(1)
  .max(LONGEST_GUESS)
  .regex(/^[^<>]*$/);

/** What an address says of predicting. A form sends the field of a word that was not typed, too: the first that is one counts. */
export function readPredicting(query: URLSearchParams): Predicting {
  const isOn = query.get('predict') === '1';
  const words = query.getAll('guess').map((word) => guessedWordSchema.safeParse(word));
  return { isOn, guess: (isOn && words.find(({ success }) => success)?.data) || null };
}

/** A query of somebody who predicts, with a guess or before it. */
export function predictingQuery(query: string, guess?: string): string {
  const predicting = new URLSearchParams(query);
  predicting.set('predict', '1');
  if (guess !== undefined) predicting.set('guess', guess.trim());
  return predicting.toString();
}
