import type { AblateBody } from './body';

/** What follows the options of a text. */
const AFTER = [' Hint:', ' Answer:'];

/**
 * What the options of a text are answered by, in its order: letters, each of which follows its option, or the words themselves.
 * None where a text has no options.
 */
export function optionsOf({ text, options }: Pick<AblateBody, 'text' | 'options'>): string[] {
  const [, listed] = text.split(' Options: ');
  if (listed === undefined) return [];
  const end = Math.min(...AFTER.map((mark) => listed.indexOf(mark)).filter((at) => at >= 0), listed.length);
  const names = listed.slice(0, end).replace(/\.$/, '').split(', ');
  return options === 'letters' ? names.map((name) => name.split(' ').at(-1) ?? name) : names;
}
