import { BYTE_ALPHABET } from './byte-alphabet';
import type { Step, TokenizerJson } from './tokenizer-json';

/** The bytes that a vocabulary entry stands for. */
export type TokenBytes = (token: string) => Uint8Array;

/**
 * How the entries of a vocabulary are bytes, by the decoder of its `tokenizer.json`: in the byte alphabet (GPT-2,
 * Llama 3, Qwen), or as sentencepiece writes them, with `▁` for a space and `<0xE2>` for a byte (Llama 2, Mistral).
 * Throws an Error that names a decoder of another kind.
 */
export function tokenBytes({ decoder }: TokenizerJson): TokenBytes {
  const types = flat(decoder).map(({ type }) => type);
  if (types.includes('ByteLevel')) return fromAlphabet;
  if (types.some((type) => type === 'Metaspace' || type === 'Replace' || type === 'ByteFallback'))
    return types.includes('ByteFallback') ? fromSentencePiece : fromSpaced;
  throw new Error(
    `tokenizer.json: its decoder ${types.join(', ') || 'null'} is not supported; these are: ByteLevel, Metaspace`,
  );
}

export type UnicodeForm = 'NFC' | 'NFD' | 'NFKC' | 'NFKD';

/** The Unicode normal form into which a `tokenizer.json` brings every text, if any. */
export function unicodeForm({ normalizer }: TokenizerJson): UnicodeForm | undefined {
  const types = flat(normalizer).map(({ type }) => type);
  const isForm = (type: string): type is UnicodeForm => /^NFK?[CD]$/.test(type);
  return types.find(isForm) ?? (types.includes('Precompiled') ? 'NFKC' : undefined);
}

function flat(given: Step | null): Step[] {
  return given ? [given, ...[...(given.decoders ?? []), ...(given.normalizers ?? [])].flatMap(flat)] : [];
}

const byteOf = new Map(BYTE_ALPHABET.map((character, byte) => [character, byte]));

/** A character outside the alphabet (in a token that was added later) stands for its own bytes. */
const fromAlphabet: TokenBytes = (token) =>
  Uint8Array.from(
    [...token].flatMap((character) => byteOf.get(character) ?? [...new TextEncoder().encode(character)]),
  );

const fromSpaced: TokenBytes = (token) => new TextEncoder().encode(token.replaceAll('▁', ' '));

const fromSentencePiece: TokenBytes = (token) =>
  /^<0x[0-9A-F]{2}>$/i.test(token) ? Uint8Array.of(parseInt(token.slice(3, 5), 16)) : fromSpaced(token);

/**
 * The text of each of several runs of UTF-8 bytes that follow on one another. A character whose bytes lie in several
 * belongs to the one that completes it; bytes that are not a character are U+FFFD, as `TextDecoder` gives them.
 */
export function splitText(runs: readonly Uint8Array[]): string[] {
  const bytes = new Uint8Array(runs.reduce((length, run) => length + run.length, 0));
  const runOf = new Uint32Array(bytes.length);
  let end = 0;
  runs.forEach((run, i) => {
    bytes.set(run, end);
    runOf.fill(i, end, (end += run.length));
  });
  const texts = runs.map(() => '');
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (let from = 0, to; from < bytes.length; from = to) {
    to = from + characterLength(bytes, from);
    texts[runOf[to - 1]!] += decoder.decode(bytes.subarray(from, to));
  }
  return texts;
}

/** Bytes of the character at `from`, or of the longest beginning of one (Unicode 16, table 3-7), and at least 1. */
function characterLength(bytes: Uint8Array, from: number): number {
  const lead = bytes[from]!;
  const following =
    lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
  // What may come second depends on the first: no overlong forms, no surrogates, nothing beyond U+10FFFF.
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  let length = 1;
  for (; length <= following && from + length < bytes.length; length++) {
    const byte = bytes[from + length]!;
    if (byte < (length === 1 ? least : 0x80) || byte > (length === 1 ? most : 0xbf)) break;
  }
  return length;
}
