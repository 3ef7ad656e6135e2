/**
 * The printable stand-ins for bytes that byte-level BPE vocabularies use (GPT-2): visible Latin-1 characters stand for
 * themselves, the others are shifted to U+0100 and up, so that a space becomes `Ġ`. In order of byte.
 */
export const BYTE_ALPHABET: readonly string[] = (() => {
  const visible = (b: number): boolean =>
    (b >= 0x21 && b <= 0x7e) || (b >= 0xa1 && b <= 0xac) || (b >= 0xae && b <= 0xff);
  let shifted = 0x100;
  return Array.from({ length: 256 }, (_, b) => String.fromCharCode(visible(b) ? b : shifted++));
})();
