import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';

/** A tokenizer, and how its tokens look to a person. */
export interface Tokenizer {
  /** Number of token ids. */
  size: number;
  encode(text: string): number[];
  decode(ids: readonly number[]): string;
  /** The text of each token as it stands in the text, leading space kept. */
  pieces(ids: readonly number[]): string[];
  /** Id of a token by its exact vocabulary entry. Throws an Error that names the token if there is none. */
  idOf(token: string): number;
}

/**
 * Reads `tokenizer.json` (and `tokenizer_config.json` where there is one). Throws an Error when it is no tokenizer.
 * Special tokens are never added: what a model reads is put together by its caller.
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
  const piece = (id: number) =>
    inner.decode([id], { skip_special_tokens: false, clean_up_tokenization_spaces: false });
  return {
    size: inner.get_vocab().size,
    encode: (text) => inner.encode(text, { add_special_tokens: false }).ids,
    decode: (ids) =>
      inner.decode([...ids], { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
    pieces: (ids) => ids.map(piece),
    idOf(token) {
      const id = inner.token_to_id(token);
      if (id === undefined) throw new Error(`the tokenizer has no token ${JSON.stringify(token)}`);
      return id;
    },
  };
}
