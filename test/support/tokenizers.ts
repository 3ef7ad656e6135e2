import { BYTE_ALPHABET } from '@/lib/model/byte-alphabet';

/** Scripts, accents, joined emoji, right-to-left text and combining marks, and what is awkward about spaces. */
export const UNICODE_TEXTS = [
  'The capital of France is Paris.',
  ' leading and trailing ',
  'two  spaces\n\n\tand lines',
  'São Tomé, naïve, Ångström',
  'e\u0301 a\u0308\u0323 n\u0303o', // combining marks, apart from their letters
  '漢字と仮名、한국어',
  '👨‍👩‍👧‍👦 and 🏳️‍🌈 and 👍🏽',
  'שלום עולם، مرحبا بالعالم',
  '\u202bright to left\u202c 12',
  'हिन्दी ภาษาไทย',
  '\u1112\u1161\u11ab conjoining \ufb01 ligature',
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \u{10ffff}',
  '\ufffd is a character too \ufeff',
  '<0xE2> and ▁ are text here',
];

const byteChars = (text: string) => [...new TextEncoder().encode(text)].map((byte) => BYTE_ALPHABET[byte]!);

/** Merges whose results begin and end within characters: runs of three bytes, from every other one. */
const awkwardMerges = () =>
  ['é漢字', '👨‍👩‍👧', ' Paris', 'שלום'].flatMap((text) => {
    const bytes = byteChars(text);
    return bytes.flatMap((byte, i) =>
      i % 3 === 1 && i + 2 < bytes.length
        ? [
            [byte, bytes[i + 1]!],
            [byte + bytes[i + 1]!, bytes[i + 2]!],
          ]
        : [],
    );
  });

const file = (model: object, rest: object) =>
  JSON.stringify({
    version: '1.0',
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: null,
    post_processor: null,
    decoder: null,
    ...rest,
    model: { type: 'BPE', dropout: null, unk_token: null, fuse_unk: false, byte_fallback: false, ...model },
  });

const vocabularyOf = (tokens: Iterable<string>) =>
  Object.fromEntries([...new Set(tokens)].map((token, id) => [token, id]));

/** A byte-level tokenizer, as GPT-2, Llama 3 (`split`) and Qwen (`split`, NFC) have it. */
export function byteLevelTokenizer({ split = false, nfc = false, prefixSpace = false } = {}): string {
  const merges = awkwardMerges();
  const bytes = (use_regex: boolean) => ({
    type: 'ByteLevel',
    add_prefix_space: prefixSpace,
    trim_offsets: false,
    use_regex,
  });
  const Regex =
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  return file(
    { vocab: vocabularyOf([...BYTE_ALPHABET, ...merges.map(([a, b]) => a! + b!), '<|end|>']), merges },
    {
      normalizer: nfc ? { type: 'NFC' } : null,
      pre_tokenizer: split
        ? {
            type: 'Sequence',
            pretokenizers: [
              { type: 'Split', pattern: { Regex }, behavior: 'Isolated', invert: false },
              bytes(false),
            ],
          }
        : bytes(true),
      decoder: bytes(true),
    },
  );
}

/** A sentencepiece tokenizer with byte fallback, as Llama 2 (`Prepend`) and Mistral (`Metaspace`) have it. */
export function sentencePieceTokenizer(kind: 'prepend' | 'metaspace'): string {
  const fallback = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  );
  const merges = [
    ['▁', 'P'],
    ['a', 'r'],
    ['▁P', 'ar'],
    ['▁', '▁'],
    ['é', '▁'],
  ];
  const replace = (from: string, content: string) => ({
    type: 'Replace',
    pattern: { String: from },
    content,
  });
  return file(
    {
      vocab: vocabularyOf([
        '<unk>',
        ...fallback,
        ...'▁abcdefghijklmnopqrstuvwxyzPFTé漢.,',
        ...merges.map(([a, b]) => a! + b!),
      ]),
      merges,
      unk_token: '<unk>',
      fuse_unk: true,
      byte_fallback: true,
    },
    {
      normalizer:
        kind === 'prepend'
          ? { type: 'Sequence', normalizers: [{ type: 'Prepend', prepend: '▁' }, replace(' ', '▁')] }
          : null,
      pre_tokenizer:
        kind === 'metaspace'
          ? { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first', split: false }
          : null,
      decoder: {
        type: 'Sequence',
        decoders: [
          replace('▁', ' '),
          { type: 'ByteFallback' },
          { type: 'Fuse' },
          { type: 'Strip', content: ' ', start: 1, stop: 0 },
        ],
      },
    },
  );
}
