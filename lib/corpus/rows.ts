import type { Fact } from '@/lib/corpus/facts';
import { render } from '@/lib/corpus/wordings';

/** Turns a text into token ids, as `Tokenizer.encode` of `lib/model/tokenizer` does. Added tokens in the text become their ids. */
export type Encode = (text: string) => number[];

/** A row of pretraining. `ids[answerStart]` is the object, and the full stop follows it. */
export interface FactRow {
  ids: number[];
  answerStart: number;
}

/**
 * A fact as a row: `<bos>`, the text, the object, ` .`
 * @throws Error when the object is not one token of this tokenizer
 */
export function factRow(
  fact: Pick<Fact, 'relation' | 'subject' | 'object'>,
  wording: number,
  encode: Encode,
): FactRow {
  const { text, answer } = render(fact, wording);
  const ids = encode(`<bos>${text}`);
  const object = encode(answer);
  if (object.length !== 1)
    throw new Error(`the object "${answer}" is ${object.length} tokens; it must be one`);
  return { ids: [...ids, ...object, ...encode('.')], answerStart: ids.length };
}

/** A sentence as a row: `<bos>` and the sentence, cut after `maxTokens` ids in all. */
export function proseRow(sentence: string, encode: Encode, maxTokens: number): number[] {
  return encode(`<bos>${sentence}`).slice(0, maxTokens);
}
