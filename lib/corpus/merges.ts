interface Word {
  symbols: string[];
  count: number;
}

/** Separates the two halves of a pair's key; byte stand-ins never contain a plain space. */
const BETWEEN = ' ';

/**
 * Learns BPE merges: again and again the most frequent pair of neighbouring symbols becomes one symbol. Ties go to the
 * pair that sorts first, so the result depends on the counts alone.
 * @param counts how often each pre-token occurs, in byte stand-ins
 * @param accept told each new symbol; learning ends when it answers false
 * @returns merges, the most frequent first
 */
export function learnMerges(
  counts: ReadonlyMap<string, number>,
  accept: (merged: string) => boolean,
): [string, string][] {
  const words: Word[] = [...counts].map(([token, count]) => ({ symbols: [...token], count }));
  const pairCounts = new Map<string, number>();
  const pairWords = new Map<string, Set<number>>();
  const shift = (w: number, sign: 1 | -1): void => {
    const { symbols, count } = words[w] as Word;
    for (let i = 0; i + 1 < symbols.length; i++) {
      const pair = `${symbols[i]}${BETWEEN}${symbols[i + 1]}`;
      const total = (pairCounts.get(pair) ?? 0) + sign * count;
      if (total > 0) pairCounts.set(pair, total);
      else pairCounts.delete(pair);
      if (sign > 0) {
        const holders = pairWords.get(pair);
        if (holders) holders.add(w);
        else pairWords.set(pair, new Set([w]));
      }
    }
  };
  words.forEach((_, w) => shift(w, 1));

  const merges: [string, string][] = [];
  for (;;) {
    const pair = mostFrequent(pairCounts);
    if (pair === undefined) return merges;
    const [left, right] = pair.split(BETWEEN) as [string, string];
    if (!accept(left + right)) return merges;
    merges.push([left, right]);
    // A holder may have lost the pair to an earlier merge; merging it again then changes nothing.
    for (const w of pairWords.get(pair) ?? []) {
      const word = words[w] as Word;
      shift(w, -1);
      word.symbols = mergePair(word.symbols, left, right);
      shift(w, 1);
    }
    pairWords.delete(pair);
    pairCounts.delete(pair);
  }
}

function mostFrequent(pairCounts: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined;
  let most = 1;
  for (const [pair, count] of pairCounts) {
    if (count > most || (count === most && best !== undefined && pair < best)) {
      best = pair;
      most = count;
    }
  }
  return best;
}

function mergePair(symbols: readonly string[], left: string, right: string): string[] {
  const out: string[] = [];
  for (let i = 0; i < symbols.length; i++) {
    if (symbols[i] === left && symbols[i + 1] === right) {
      out.push(left + right);
      i++;
    } else {
      out.push(symbols[i] as string);
    }
  }
  return out;
}
