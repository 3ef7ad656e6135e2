import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Question } from './types';

/** Identity of a question: 12 hex digits of the SHA-256 of its canonical form. The same question has the same id. */
export function questionId(question: Question): string {
  const { kind, target, text, source, layers, position, sourcePosition } = question;
  const canonical = JSON.stringify([kind, target, text, source, layers, position, sourcePosition]);
  return bytesToHex(sha256(utf8ToBytes(canonical))).slice(0, 12);
}
