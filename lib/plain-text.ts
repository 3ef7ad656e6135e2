/**
 * Text as the store can hold it. PostgreSQL has no NUL, and a lone surrogate (half of a character outside the basic
 * plane) has no form in UTF-8: both are mistakes or attacks, and are refused where they come in.
 */
export const isPlainText = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text);

/** Whether every text inside a JSON value, names included, is plain. */
export function isPlainJson(value: unknown): boolean {
  if (typeof value === 'string') return isPlainText(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => isPlainText(name) && isPlainJson(inner));
}
