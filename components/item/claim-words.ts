import { claimedWord, parseClaim } from '@/lib/task/change/claim';

/** `claims Rome`, `claims unchanged`, `claims nothing that can be checked`. */
export function claimWords(text: string): string {
  const claim = parseClaim(text);
  if (claim.kind === 'invalid') return 'claims nothing that can be checked';
  return claim.kind === 'changed' ? `claims ${claimedWord(text)}` : `claims unchanged, ${claimedWord(text)}`;
}
