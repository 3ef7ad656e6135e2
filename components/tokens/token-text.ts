/** White space made visible, as a token out of its context shows it: `·` space, `↵` newline, `⇥` tab. */
export function visibleToken(token: string): string {
  return token.replace(/\n/g, '↵').replace(/\t/g, '⇥').replace(/ /g, '·');
}

/**
 * A word of a model's output as a map cell or a sentence shows it: without the space before it.
 * A token of nothing but white space stays visible.
 */
export function outputWord(token: string): string {
  const word = token.trim();
  return word === '' ? visibleToken(token) || '∅' : word;
}

/**
 * One or two letters for each distinct word, so that narrow cells can still name it: the first letter, with a
 * digit added from the second word that would get the same one.
 */
export function letterKey(words: Iterable<string>): Map<string, string> {
  const letters = new Map<string, string>();
  const taken = new Map<string, number>();
  for (const word of words) {
    if (letters.has(word)) continue;
    const letter = [...word][0]?.toUpperCase() ?? '?';
    const before = taken.get(letter) ?? 0;
    taken.set(letter, before + 1);
    letters.set(word, before === 0 ? letter : `${letter}${before + 1}`);
  }
  return letters;
}
