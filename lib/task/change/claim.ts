/** The checkable part of an explanation. `invalid` is an explanation that says nothing that can be checked. */
export type Claim = { kind: 'unchanged' | 'changed'; output: string } | { kind: 'invalid' };

/**
 * The checkable claim of an explanation. As the paper's scorer does, the text is stripped and lower-cased, a final
 * full stop is dropped, and *remain unchanged from* is tried before *change to*; what the brackets hold is the output.
 */
export function parseClaim(text: string): Claim {
  const plain = normalise(text);
  const unchanged = /remain unchanged from <<<(.*?)>>>/.exec(plain);
  if (unchanged) return { kind: 'unchanged', output: unchanged[1]!.trim() };
  const changed = /change to <<<(.*?)>>>/.exec(plain);
  if (changed) return { kind: 'changed', output: changed[1]!.trim() };
  return { kind: 'invalid' };
}

/** The form in which two explanations are compared for an exact match. */
export function normalise(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ').replace(/\.$/, '').trim();
}

/** The word in the brackets of an explanation, in the letters it was given. */
export function claimedWord(text: string): string {
  return /<<<(.*?)>>>/.exec(text)?.[1]?.trim() ?? '';
}

/** An explanation whose output stands in its brackets as ours do, without the space that tokens begin with. */
export const inBrackets = (text: string): string => text.replace(/<<<\s*(.*?)\s*>>>/gs, '<<<$1>>>');
