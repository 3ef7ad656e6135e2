/**
 * For each token of a text, the token of the source that takes its place in a patch, or null.
 *
 * The longest common subsequence of the two token lists anchors them; between anchors, tokens are paired from the
 * right, because the last token of a subject is where models gather it (Meng et al. 2022, arXiv 2202.05262). Tokens
 * left over on the left have no counterpart.
 */
export function alignTokens<T>(text: readonly T[], source: readonly T[]): (number | null)[] {
  const alignment: (number | null)[] = text.map(() => null);
  const pairUp = (textEnd: number, sourceEnd: number, textStart: number, sourceStart: number) => {
    for (let i = textEnd - 1, j = sourceEnd - 1; i >= textStart && j >= sourceStart; i--, j--)
      alignment[i] = j;
  };
  let [i, j] = [0, 0];
  for (const [anchorI, anchorJ] of [
    ...commonSubsequence(text, source),
    [text.length, source.length] as const,
  ]) {
    pairUp(anchorI, anchorJ, i, j);
    if (anchorI < text.length) alignment[anchorI] = anchorJ;
    [i, j] = [anchorI + 1, anchorJ + 1];
  }
  return alignment;
}

/** Index pairs of a longest common subsequence, by dynamic programming; later matches are preferred. */
function commonSubsequence<T>(a: readonly T[], b: readonly T[]): (readonly [number, number])[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      lengths[i * width + j] =
        a[i - 1] === b[j - 1]
          ? lengths[(i - 1) * width + j - 1]! + 1
          : Math.max(lengths[(i - 1) * width + j]!, lengths[i * width + j - 1]!);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let [i, j] = [a.length, b.length];
  while (i > 0 && j > 0) {
    if (a[i - 1] === b[j - 1]) pairs.push([--i, --j]);
    else if (lengths[(i - 1) * width + j]! >= lengths[i * width + j - 1]!) i--;
    else j--;
  }
  return pairs.reverse();
}
