import type { Engine } from '@/lib/engine/engine';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Outcome } from '@/lib/words';
import { predict, round } from './outcome';
import { readText } from './text';

/** Tokens `from` up to, not including, `to`, counted from 0 in the text. */
export interface Span {
  from: number;
  to: number;
}

export interface Ablation {
  /** Display form of each token of the text. */
  tokens: string[];
  original: Outcome;
  /** What the model says without each of the spans, in their order. */
  removed: (Outcome & {
    span: Span;
    changed: boolean;
    /** Drop in log-probability of the original output, in nats. */
    effect: number;
  })[];
}

/** Likely tokens kept for each span. */
const TOP = 3;

/** A text and what is taken away from it, one span at a time. */
export interface Removals {
  text: string;
  spans: readonly Span[];
}

/**
 * Measures what removing tokens from the input changes: the text is read again without them, as if they had never been
 * written. One forward pass for the text and all its shorter forms.
 *
 * Throws an Error when a span lies outside the text or would leave nothing of it.
 */
export async function ablate(
  engine: Engine,
  tokenizer: Tokenizer,
  text: string,
  spans: readonly Span[],
): Promise<Ablation> {
  return (await ablateAll(engine, tokenizer, [{ text, spans }]))[0]!;
}

/** The same of many texts in one forward pass; keep calls to some hundred rows. */
export async function ablateAll(
  engine: Engine,
  tokenizer: Tokenizer,
  texts: readonly Removals[],
): Promise<Ablation[]> {
  const read = texts.map(({ text, spans }) => {
    const { ids, input, offset } = readText(engine, tokenizer, text);
    return { ids, spans, rows: [input, ...spans.map((span) => without(ids, input, offset, span))] };
  });
  const { last } = await engine.trace(read.flatMap(({ rows }) => rows));
  const vocab = engine.info.vocab;
  let row = 0;
  const next = () => predict(last.data.subarray(row * vocab, ++row * vocab));
  return read.map(({ ids, spans }) => {
    const original = next();
    return {
      tokens: tokenizer.pieces(ids),
      original: original.outcome(tokenizer),
      removed: spans.map((span) => {
        const prediction = next();
        const effect = original.logProbability(original.argmax) - prediction.logProbability(original.argmax);
        return {
          span,
          ...prediction.outcome(tokenizer, TOP),
          changed: prediction.argmax !== original.argmax,
          effect: round(effect),
        };
      }),
    };
  });
}

/** What is fed to the model without a span of the text. */
function without(
  ids: readonly number[],
  input: readonly number[],
  offset: number,
  { from, to }: Span,
): number[] {
  if (!(from >= 0 && from < to && to <= ids.length))
    throw new Error(`tokens ${from} to ${to - 1} are no span of a text of ${ids.length} tokens`);
  if (to - from === ids.length) throw new Error('a span is the whole text: nothing would be left to read');
  return [...input.slice(0, offset + from), ...input.slice(offset + to)];
}

/** A span for each word of a text: tokens from one that begins with a space up to the next. */
export const eachWord = (tokens: readonly string[]): Span[] =>
  cut(tokens, (token, before) => token.startsWith(' ') || !/\w$/.test(before));

/** A span for each sentence of a text: tokens up to one that ends it. */
export const eachSentence = (tokens: readonly string[]): Span[] =>
  cut(tokens, (_, before) => /[.?!]$/.test(before));

/** Spans that begin at the tokens of which `begins` says so, knowing the one before. */
function cut(tokens: readonly string[], begins: (token: string, before: string) => boolean): Span[] {
  const starts = tokens.flatMap((token, i) => (i === 0 || begins(token, tokens[i - 1]!) ? [i] : []));
  return starts.map((from, i) => ({ from, to: starts[i + 1] ?? tokens.length }));
}

/** A span for each token of a text, for `ablate`. */
export function eachToken(count: number): Span[] {
  return Array.from({ length: count }, (_, from) => ({ from, to: from + 1 }));
}

/**
 * Reads a span from words: `3` or `3-5` are tokens counted from 0, anything else is a part of the text, whose tokens
 * are those that hold a letter of it. Throws an Error when the text does not hold it, or holds it more than once.
 */
export function parseSpan(span: string, tokens: readonly string[]): Span {
  const numbers = /^(\d+)(?:-(\d+))?$/.exec(span.trim());
  if (numbers) {
    const from = Number(numbers[1]);
    const last = Number(numbers[2] ?? numbers[1]);
    if (last < from || last >= tokens.length)
      throw new Error(`there are no tokens ${span}: the text has tokens 0 to ${tokens.length - 1}`);
    return { from, to: last + 1 };
  }
  const text = tokens.join('');
  const begin = text.indexOf(span);
  if (span === '' || begin < 0)
    throw new Error(`"${span}" is no part of the text; tokens are counted from 0, as in 3 or 3-5`);
  if (text.includes(span, begin + 1))
    throw new Error(`"${span}" stands in the text more than once; name its tokens, as in 3 or 3-5`);
  return spanOf(tokens, begin, begin + span.length);
}

/** The tokens that hold a letter of the characters `begin` up to, not including, `end` of their text. */
export function spanOf(tokens: readonly string[], begin: number, end: number): Span {
  let at = 0;
  const held = tokens.flatMap((token, i) => {
    const from = at;
    at += token.length;
    // A leading space belongs to a token and not to its word.
    const word = Math.min(from + (token.length - token.trimStart().length), at - 1);
    return word < end && at > begin ? [i] : [];
  });
  return { from: held[0]!, to: held.at(-1)! + 1 };
}
