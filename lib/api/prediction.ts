import { isPlainText } from '@/lib/plain-text';

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

/** The word of a guess as explanations can hold it, which have it between brackets; null for what is none. */
export function readGuess(text: string): string | null {
  const word = text.trim();
  return word !== '' && word.length <= LONGEST_GUESS && !/[<>]/.test(word) && isPlainText(word) ? word : null;
}

/** What an address says of predicting. A form sends the field of a word that was not typed, too: the first that is one counts. */
export function readPredicting(query: URLSearchParams): Predicting {
  const isOn = query.get('predict') === '1';
  const words = query.getAll('guess').flatMap((word) => readGuess(word) ?? []);
  return { isOn, guess: (isOn && words[0]) || null };
}

/** A query of somebody who predicts, with a guess or before it. */
export function predictingQuery(query: string, guess?: string): string {
  const predicting = new URLSearchParams(query);
  predicting.set('predict', '1');
  if (guess !== undefined) predicting.set('guess', guess.trim());
  return predicting.toString();
}
