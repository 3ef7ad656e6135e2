import { z } from 'zod';

/**
 * Text as the store can hold it. PostgreSQL has no NUL, and a lone surrogate (half of a character outside the basic
 * plane) has no form in UTF-8: both are mistakes or attacks, and are refused where they come in.
 */
export const isPlainText = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text);

export const plainText = z.string().refine(isPlainText, 'contains characters that cannot be stored');

/** Marks on one letter: three are the most that a script needs, more than this many climb over other lines. */
const MAX_MARKS = 8;

/** Text that is shown to others as it was written. */
export const shownText = plainText.refine(
  (text) => !new RegExp(`\\p{Mark}{${MAX_MARKS + 1}}`, 'u').test(text),
  `stacks more than ${MAX_MARKS} marks on a letter`,
);

/** Whether every text inside a JSON value, names included, is plain. */
export function isPlainJson(value: unknown): boolean {
  if (typeof value === 'string') return isPlainText(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => isPlainText(name) && isPlainJson(inner));
}
