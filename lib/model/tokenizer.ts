import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { parseJson } from './json';
import { alignPieces, type Span } from './offsets';
import { splitText, tokenBytes, unicodeForm } from './token-bytes';
import { parseTokenizerJson } from './tokenizer-json';

/** The tokens of a text, and where each lies in it. */
export interface Encoding {
  ids: number[];
  /**
   * Start and end of each token in the text, in UTF-16 units. They follow on one another, so that the slices are the
   * text; a character whose bytes lie in several tokens belongs to the last of them, and the others are empty.
   */
  offsets: Span[];
}

/** A tokenizer, and how its tokens look to a person. */
export interface Tokenizer {
  /** Number of token ids. */
  size: number;
  /** What the tokenizer itself puts before every text: a beginning-of-sequence token, or nothing. */
  prefix: readonly number[];
  encode(text: string): number[];
  /** Throws an Error when the tokenizer changes the text in a way that cannot be traced back. */
  encodeWithOffsets(text: string): Encoding;
  decode(ids: readonly number[]): string;
  /**
   * The text of each token of a sequence, leading space kept; together they are the text, with a space before its
   * first word where the tokenizer puts one. A character whose bytes lie in several tokens belongs to the last of them,
   * and the others are empty.
   */
  pieces(ids: readonly number[]): string[];
  /** Id of a token by its exact vocabulary entry. Throws an Error that names the token if there is none. */
  idOf(token: string): number;
}

/**
 * Reads `tokenizer.json` (and `tokenizer_config.json` where there is one). Throws an Error that names
 * what is damaged or not supported.
 * `encode` adds no special tokens: what a model reads is put together by its caller.
 */
export function parseTokenizer(tokenizerJson: string, tokenizerConfigJson = '{}'): Tokenizer {
  const { inner, bytesOf, form, prefix } = open(tokenizerJson, tokenizerConfigJson);
  const encode = (text: string) => inner.encode(text, { add_special_tokens: false }).ids;
  const added = inner.get_added_tokens_decoder();
  const decode = (ids: number[]) =>
    inner.decode(ids, { skip_special_tokens: false, clean_up_tokenization_spaces: false });
  const pieces = (ids: readonly number[]) =>
    splitText(
      ids.map((id) =>
        added.has(id) ? new TextEncoder().encode(decode([id])) : bytesOf(inner.id_to_token(id) ?? ''),
      ),
    );
  const unknownId = inner.model?.unk_token_id;
  return {
    prefix,
    size: inner.get_vocab().size,
    encode,
    encodeWithOffsets(text) {
      const ids = encode(text);
      const parts = pieces(ids).map((piece, i) => ({ text: piece, unknown: ids[i] === unknownId }));
      return { ids, offsets: alignPieces(text, parts, form) };
    },
    decode: (ids) => (ids.length === 0 ? '' : decode([...ids])),
    pieces,
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

function open(tokenizerJson: string, tokenizerConfigJson: string) {
  const json = parseTokenizerJson(tokenizerJson);
  const config = parseJson(tokenizerConfigJson, 'tokenizer_config.json', z.record(z.string(), z.unknown()));
  const [bytesOf, form] = [tokenBytes(json), unicodeForm(json)];
  try {
    const inner = new HuggingFaceTokenizer(json, config);
    // A step whose parameters are damaged is only found when it encodes something.
    return { inner, bytesOf, form, prefix: prefixOf(inner) };
  } catch (cause) {
    // A TypeError of the library speaks of its own variables ("type is not iterable").
    const known = cause instanceof Error && !(cause instanceof TypeError);
    const reason = known
      ? cause.message
      : 'its model or one of its steps (normalizer, pre_tokenizer, post_processor, decoder) is damaged';
    throw new Error(`tokenizer.json: ${reason}`, { cause });
  }
}
