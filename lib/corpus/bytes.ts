/**
 * The printable stand-ins for bytes that byte-level BPE vocabularies use (GPT-2): visible Latin-1 characters stand for
 * themselves, the others are shifted to U+0100 and up, so that a space becomes `Ġ`.
 */
const BYTE_TO_CHAR: readonly string[] = (() => {
  const visible = (b: number): boolean =>
    (b >= 0x21 && b <= 0x7e) || (b >= 0xa1 && b <= 0xac) || (b >= 0xae && b <= 0xff);
  let shifted = 0x100;
  return Array.from({ length: 256 }, (_, b) => String.fromCharCode(visible(b) ? b : shifted++));
})();

/** The 256 stand-ins in order of byte. */
export function byteAlphabet(): readonly string[] {
  return BYTE_TO_CHAR;
}

/** The UTF-8 bytes of a text as stand-ins: ` Paris` becomes `ĠParis`. */
export function toByteChars(text: string): string {
  let out = '';
  for (const byte of new TextEncoder().encode(text)) out += BYTE_TO_CHAR[byte];
  return out;
}

/** Splits a text as the ByteLevel pre-tokenizer does, before the mapping to bytes. */
export function preTokens(text: string): string[] {
  const spaced = text.startsWith(' ') ? text : ` ${text}`;
  return spaced.match(/'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu) ?? [];
}
