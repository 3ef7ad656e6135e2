/** Contents of `tokenizer_config.json` beside the `tokenizer.json` of a house model. */
export interface TokenizerConfig {
  tokenizer_class: 'PreTrainedTokenizerFast';
  add_prefix_space: true;
  clean_up_tokenization_spaces: false;
  bos_token: string;
  eos_token: string;
  pad_token: string;
  model_max_length: number;
}

/** The configuration of the house tokenizer; `maxLength` is the longest text (tokens) its models take. */
export function tokenizerConfig(maxLength = 256): TokenizerConfig {
  return {
    tokenizer_class: 'PreTrainedTokenizerFast',
    add_prefix_space: true,
    clean_up_tokenization_spaces: false,
    bos_token: '<bos>',
    eos_token: '<eos>',
    pad_token: '<pad>',
    model_max_length: maxLength,
  };
}
