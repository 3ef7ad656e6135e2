import { z } from 'zod';
import { parseJson } from './json';

/** A normalizer, a decoder and so on; one of type `Sequence` consists of others. */
export interface Step {
  type: string;
  decoders?: Step[];
  normalizers?: Step[];
  pretokenizers?: Step[];
  processors?: Step[];
}

const step: z.ZodType<Step> = z.lazy(() => {
  const steps = z.array(step).optional();
  return z
    .object({
      type: z.string(),
      decoders: steps,
      normalizers: steps,
      pretokenizers: steps,
      processors: steps,
    })
    .loose();
});

/** A merge of two tokens: a pair, or in older files the two with a space between. */
const merge = z.union(
  [z.string().includes(' ', 'must be two tokens'), z.tuple([z.string(), z.string()])],
  'must be two tokens',
);

/** What every `tokenizer.json` has; the parameters of its steps are checked by the library that runs them. */
const schema = z
  .object({
    model: z
      .object({
        vocab: z.union(
          [z.record(z.string(), z.int().nonnegative()), z.array(z.tuple([z.string(), z.number()]))],
          'must give each token its id',
        ),
        merges: z.array(merge, 'must be a list of pairs of tokens').optional(),
      })
      .loose(),
    added_tokens: z
      .array(z.object({ id: z.int().nonnegative(), content: z.string() }).loose(), 'must be a list of tokens')
      .default([]),
    normalizer: step.nullable().default(null),
    pre_tokenizer: step.nullable().default(null),
    post_processor: step.nullable().default(null),
    decoder: step.nullable().default(null),
  })
  .loose();

export type TokenizerJson = z.infer<typeof schema>;

/** Reads the text of a `tokenizer.json`. Throws an Error of one line that names the field that is missing or damaged. */
export function parseTokenizerJson(text: string): TokenizerJson {
  return parseJson(text, 'tokenizer.json', schema);
}
