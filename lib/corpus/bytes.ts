import { BYTE_ALPHABET } from '@/lib/model/byte-alphabet';

/** The UTF-8 bytes of a text as stand-ins: ` Paris` becomes `ĠParis`. */
export function toByteChars(text: string): string {
  let out = '';
  for (const byte of new TextEncoder().encode(text)) out += BYTE_ALPHABET[byte];
  return out;
}

/** Splits a text as the ByteLevel pre-tokenizer does, before the mapping to bytes. */
export function preTokens(text: string): string[] {
  const spaced = text.startsWith(' ') ? text : ` ${text}`;
  return spaced.match(/'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu) ?? [];
}
