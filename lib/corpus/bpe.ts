import { preTokens, toByteChars } from '@/lib/corpus/bytes';
import { BYTE_ALPHABET } from '@/lib/model/byte-alphabet';
import { learnMerges } from '@/lib/corpus/merges';

/** The parts of a Hugging Face `tokenizer.json` that a byte-level BPE needs. */
export interface TokenizerJson {
  version: '1.0';
  truncation: null;
  padding: null;
  added_tokens: {
    id: number;
    content: string;
    single_word: boolean;
    lstrip: boolean;
    rstrip: boolean;
    normalized: boolean;
    special: boolean;
  }[];
  normalizer: null;
  pre_tokenizer: { type: 'ByteLevel'; add_prefix_space: true; trim_offsets: true; use_regex: true };
  post_processor: TemplateJson | null;
  decoder: { type: 'Sequence'; decoders: DecoderJson[] };
  model: {
    type: 'BPE';
    dropout: null;
    unk_token: null;
    continuing_subword_prefix: null;
    end_of_word_suffix: null;
    fuse_unk: false;
    byte_fallback: false;
    ignore_merges: true;
    vocab: Record<string, number>;
    merges: [string, string][];
  };
}

/** How special tokens are put around a text, `A`; only single texts occur. */
interface TemplateJson {
  type: 'TemplateProcessing';
  single: TemplatePart[];
  pair: TemplatePart[];
  special_tokens: Record<string, { id: string; ids: number[]; tokens: string[] }>;
}

type TemplatePart =
  { SpecialToken: { id: string; type_id: 0 } } | { Sequence: { id: 'A' | 'B'; type_id: 0 } };

type DecoderJson =
  | { type: 'ByteLevel'; add_prefix_space: true; trim_offsets: true; use_regex: true }
  | { type: 'Replace'; pattern: { String: string }; content: string };

export interface BpeOptions {
  /** Texts to learn merges from, each with how much it counts. */
  texts: Iterable<readonly [text: string, weight: number]>;
  /** Vocabulary size in all; it can come out smaller when the texts have no pairs left. */
  size: number;
  /** Words that become single entries with their leading space, whatever the merges. */
  words: readonly string[];
  /** Added tokens; they take the ids from 0. */
  specials: readonly string[];
}

/** Added tokens that swallow the space before them, so that `text <<<` has no token for a lone space. */
const OPENING = new Set(['<<<', '<v>']);

/**
 * Trains a byte-level BPE with whole-word entries. Ids: specials, the 256 bytes, words, merges. Every piece of text is
 * taken with its leading space, also at the start and after an added token. Equal input gives equal output.
 * @throws Error when the size has no room for specials, bytes and words, or a word is not one pre-token
 */
export function trainBpe({ texts, size, words, specials }: BpeOptions): TokenizerJson {
  const vocab = new Map<string, number>();
  const add = (token: string): void => {
    if (!vocab.has(token)) vocab.set(token, vocab.size);
  };
  specials.forEach(add);
  BYTE_ALPHABET.forEach(add);
  for (const word of words) {
    if (preTokens(word).length !== 1) throw new Error(`"${word}" is not one word, so it cannot be one token`);
    add(toByteChars(` ${word}`));
  }
  if (vocab.size > size) {
    throw new Error(
      `a vocabulary of ${size} has no room for the ${vocab.size} specials, bytes and whole words`,
    );
  }
  const counts = countPreTokens(texts, specials);
  // Whole words never reach the merges, so they must not shape them.
  for (const token of vocab.keys()) counts.delete(token);
  const merges = learnMerges(counts, (merged) => {
    if (vocab.has(merged)) return true;
    if (vocab.size >= size) return false;
    add(merged);
    return true;
  });
  return tokenizerJson(Object.fromEntries(vocab), merges, specials);
}

function countPreTokens(texts: BpeOptions['texts'], specials: readonly string[]): Map<string, number> {
  // Added up as they are read, since a grouping would first hold every piece of every text.
  const counts = new Map<string, number>();
  for (const [text, weight] of texts) {
    const sections = specials.reduce((parts, special) => parts.flatMap((p) => p.split(special)), [text]);
    for (const piece of sections.flatMap((section) => (section === '' ? [] : preTokens(section)))) {
      const token = toByteChars(piece);
      counts.set(token, (counts.get(token) ?? 0) + weight);
    }
  }
  return counts;
}

function tokenizerJson(
  vocab: Record<string, number>,
  merges: [string, string][],
  specials: readonly string[],
): TokenizerJson {
  const byteLevel = {
    type: 'ByteLevel',
    add_prefix_space: true,
    trim_offsets: true,
    use_regex: true,
  } as const;
  const replace = (from: string, to: string): DecoderJson => ({
    type: 'Replace',
    pattern: { String: from },
    content: to,
  });
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specials.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: OPENING.has(content),
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: specials.includes(BEGIN) ? beginWith(BEGIN, specials.indexOf(BEGIN)) : null,
    // Undoes what the added tokens do to spaces: `from<<< Paris>>> .` is read as `from <<<Paris>>>.`
    decoder: {
      type: 'Sequence',
      decoders: [
        byteLevel,
        replace('<<< ', '<<<'),
        replace('<<<', ' <<<'),
        ...['.', ',', '?', ':', ';'].map((mark) => replace(`>>> ${mark}`, `>>>${mark}`)),
        replace('<v>', ' <v>'),
      ],
    },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: true,
      vocab,
      merges,
    },
  };
}

/** The token before every text. */
const BEGIN = '<bos>';

function beginWith(token: string, id: number): TemplateJson {
  const begin: TemplatePart = { SpecialToken: { id: token, type_id: 0 } };
  const text = (name: 'A' | 'B'): TemplatePart => ({ Sequence: { id: name, type_id: 0 } });
  return {
    type: 'TemplateProcessing',
    single: [begin, text('A')],
    pair: [begin, text('A'), begin, text('B')],
    special_tokens: { [token]: { id: token, ids: [id], tokens: [token] } },
  };
}
