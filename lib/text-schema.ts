import { z } from 'zod';
import { isPlainText } from './plain-text';

/** Text as the store can hold it (`isPlainText`). */
export const plainText = z.string().refine(isPlainText, 'contains characters that cannot be stored');

/** Marks on one letter: three are the most that a script needs, more than this many climb over other lines. */
const MAX_MARKS = 8;

/** Text that is shown to others as it was written. */
export const shownText = plainText.refine(
  (text) => !new RegExp(`\\p{Mark}{${MAX_MARKS + 1}}`, 'u').test(text),
  `stacks more than ${MAX_MARKS} marks on a letter`,
);
