import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';

/** A tokenizer, and how its tokens look to a person. */
export interface Tokenizer {
  /** Number of token ids. */
  size: number;
  /** What the tokenizer itself puts before every text: a beginning-of-sequence token, or nothing. */
  prefix: readonly number[];
  encode(text: string): number[];
  decode(ids: readonly number[]): string;
  /**
   * The text of each token of a sequence, leading space kept; together they are the text. A character whose bytes lie
   * in several tokens belongs to the last of them, and the others are empty.
   */
  pieces(ids: readonly number[]): string[];
  /** Id of a token by its exact vocabulary entry. Throws an Error that names the token if there is none. */
  idOf(token: string): number;
}

/**
 * Reads `tokenizer.json` (and `tokenizer_config.json` where there is one). Throws an Error when it is no tokenizer.
 * `encode` adds no special tokens: what a model reads is put together by its caller.
 */
export function parseTokenizer(tokenizerJson: string, tokenizerConfigJson = '{}'): Tokenizer {
  let inner: HuggingFaceTokenizer;
  try {
    inner = new HuggingFaceTokenizer(JSON.parse(tokenizerJson), JSON.parse(tokenizerConfigJson));
  } catch (error) {
    throw new Error(
      `tokenizer.json cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const textOf = (ids: number[]) =>
    inner.decode(ids, { skip_special_tokens: false, clean_up_tokenization_spaces: false });
  return {
    prefix: prefixOf(inner),
    size: inner.get_vocab().size,
    encode: (text) => inner.encode(text, { add_special_tokens: false }).ids,
    decode: (ids) =>
      inner.decode([...ids], { skip_special_tokens: false, clean_up_tokenization_spaces: false }),
    pieces: (ids) => wholeCharacters(ids, textOf),
    idOf(token) {
      const id = inner.token_to_id(token);
      if (id === undefined) throw new Error(`the tokenizer has no token ${JSON.stringify(token)}`);
      return id;
    },
  };
}

/** The special tokens that stand before any text that the tokenizer encodes as a whole. */
function prefixOf(inner: HuggingFaceTokenizer): number[] {
  const [whole, bare] = [true, false].map(
    (add_special_tokens) => inner.encode('a', { add_special_tokens }).ids,
  );
  const from = whole!.findIndex((_, i) => bare!.every((id, k) => whole![i + k] === id));
  return whole!.slice(0, Math.max(0, from));
}

/** What decoding gives for bytes that are no whole character. */
const BROKEN = '\ufffd';

/** No character is spread over more tokens than this. */
const MAX_TOKENS_PER_CHARACTER = 4;

function wholeCharacters(ids: readonly number[], textOf: (ids: number[]) => string): string[] {
  const pieces = ids.map((id) => textOf([id]));
  for (let from = 0; from < ids.length; from++) {
    if (!pieces[from]!.includes(BROKEN)) continue;
    for (let to = from + 1; to < Math.min(ids.length, from + MAX_TOKENS_PER_CHARACTER); to++) {
      const joined = textOf(ids.slice(from, to + 1));
      if (joined.includes(BROKEN)) continue;
      pieces.fill('', from, to);
      pieces[to] = joined;
      from = to;
      break;
    }
  }
  return pieces;
}
