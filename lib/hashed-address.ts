/** The query parameter that says which content of a file is meant. */
export const HASH_PARAMETER = 'v';

/**
 * The address of a file whose content, or that of the model it belongs to, has this hash. What it gives never changes,
 * so browsers and proxies may keep it for good (`next.config.ts`).
 */
export function hashedAddress(address: string, contentHash: string): string {
  return `${address}?${HASH_PARAMETER}=${contentHash}`;
}
