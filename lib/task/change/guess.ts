import { changedTo, unchangedFrom } from './answer';

/** A word as the judge compares it. */
const plain = (word: string): string => word.trim().toLowerCase().replace(/\s+/g, ' ');

/** The explanation that a word stands for: the one that comes out anyway says that nothing changes. */
export const saidByWord = (word: string, own: string): string =>
  plain(word) === plain(own) ? unchangedFrom(own) : changedTo(word);

/** Of some words those that would be a change, each once. */
export function wordsBeside(own: string, words: readonly string[]): string[] {
  const known = ['', plain(own)];
  return words.flatMap((word) => {
    if (known.includes(plain(word))) return [];
    known.push(plain(word));
    return [word.trim()];
  });
}
