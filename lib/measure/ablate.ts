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
  const { ids, input, offset } = readText(engine, tokenizer, text);
  const shorter = spans.map(({ from, to }) => {
    if (!(from >= 0 && from < to && to <= ids.length))
      throw new Error(`tokens ${from} to ${to - 1} are no span of a text of ${ids.length} tokens`);
    if (to - from === ids.length) throw new Error('a span is the whole text: nothing would be left to read');
    return [...input.slice(0, offset + from), ...input.slice(offset + to)];
  });
  const { last } = await engine.trace([input, ...shorter]);
  const vocab = engine.info.vocab;
  const predictions = [input, ...shorter].map((_, row) =>
    predict(last.data.subarray(row * vocab, (row + 1) * vocab)),
  );
  const original = predictions[0]!;
  return {
    tokens: tokenizer.pieces(ids),
    original: original.outcome(tokenizer),
    removed: spans.map((span, i) => {
      const prediction = predictions[i + 1]!;
      return {
        span,
        ...prediction.outcome(tokenizer, TOP),
        changed: prediction.argmax !== original.argmax,
        effect: round(original.logProbability(original.argmax) - prediction.logProbability(original.argmax)),
      };
    }),
  };
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
  const holds = (from: number, to: number) => from < begin + span.length && to > begin;
  let at = 0;
  const held = tokens.flatMap((token, i) => {
    const from = at;
    at += token.length;
    // A leading space belongs to a token and not to its word.
    const word = from + (token.length - token.trimStart().length);
    return holds(Math.min(word, at - 1), at) ? [i] : [];
  });
  return { from: held[0]!, to: held.at(-1)! + 1 };
}
