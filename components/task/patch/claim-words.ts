import { parseClaim } from '@/lib/task/patch/claim';

/** The word in the brackets of an explanation, in the letters it was given. */
export function claimedWord(text: string): string {
  return /<<<(.*?)>>>/.exec(text)?.[1]?.trim() ?? '';
}

/** `claims Rome`, `claims unchanged`, `claims nothing that can be checked`. */
export function claimWords(text: string): string {
  const claim = parseClaim(text);
  if (claim.kind === 'invalid') return 'claims nothing that can be checked';
  return claim.kind === 'changed' ? `claims ${claimedWord(text)}` : `claims unchanged, ${claimedWord(text)}`;
}
