import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 wherever `lib` runs: in Node, in a page and in a worker. Server code that reads streams has `node:crypto`. */

/** A hash that takes bytes piece by piece. */
export interface Hasher {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

export const sha256Hasher = (): Hasher => sha256.create();

/** What a hasher has come to, in hexadecimal digits. */
export const hexDigest = (hasher: Hasher): string => bytesToHex(hasher.digest());

/** SHA-256 of bytes or of a text in UTF-8, as 64 hexadecimal digits. */
export function sha256Hex(data: string | Uint8Array): string {
  return bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data));
}

/** A number in [0, 1) that depends on the key alone: the same on every machine and in every run. */
export function unitHash(key: string): number {
  const digest = sha256(utf8ToBytes(key));
  return new DataView(digest.buffer, digest.byteOffset, 4).getUint32(0) / 2 ** 32;
}

/** The items in an order that looks random and depends on their keys alone. */
export function shuffledBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return items
    .map((item): [number, string, T] => [unitHash(keyOf(item)), keyOf(item), item])
    .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0))
    .map(([, , item]) => item);
}
