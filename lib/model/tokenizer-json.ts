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
type Merge = string | [string, string];
/** The id of each token, or each token with its score in the order of ids. */
type Vocabulary = Record<string, number> | [token: string, score: number][];

// Both have as many entries as there are tokens, up to hundreds of thousands: one function goes over them, since a schema an entry
// takes ten times as long, and the page stands still for it.
const vocabulary = z.custom<Vocabulary>(isVocabulary, 'must give each token its id');
const merges = z
  .custom<Merge[]>(Array.isArray, 'must be a list of pairs of tokens')
  .check(({ value, issues }) => {
    const damaged = value.findIndex((merge) => !isMerge(merge));
    if (damaged >= 0)
      issues.push({ code: 'custom', input: value, path: [damaged], message: 'must be two tokens' });
  });

function isVocabulary(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((entry) => isTuple(entry, 'string', 'number'));
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((id) => Number.isSafeInteger(id) && (id as number) >= 0);
}

function isMerge(value: unknown): boolean {
  return typeof value === 'string' ? value.includes(' ') : isTuple(value, 'string', 'string');
}

function isTuple(value: unknown, ...types: string[]): boolean {
  return Array.isArray(value) && value.length === 2 && types.every((type, i) => typeof value[i] === type);
}

/** What every `tokenizer.json` has; the parameters of its steps are checked by the library that runs them. */
const schema = z
  .object({
    model: z
      .object({
        vocab: vocabulary,
        merges: merges.optional(),
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
