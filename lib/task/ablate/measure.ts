import { rollup } from 'd3-array';
import { ablate, ablateAll, eachSentence, eachToken, eachWord, type Span } from '@/lib/measure/ablate';
import type { Measure, Measured } from '../measure';
import type { AblateBody, AblateTruth, Attribution } from './body';
import { drawQuestions } from './draw';

/** How ablations are drawn and measured: questions with options, of which the hint or something else is taken away. */
export const ablateMeasure: Measure<AblateBody, AblateTruth, Attribution> = {
  sizes: {
    train: { drawn: 40_000, kept: 16_000 },
    validation: { drawn: 4000, kept: 1500 },
    test: { drawn: 8000, kept: 3000 },
  },
  batch: 64,

  draw: ({ facts, exposureOf }, { tokenizer }, count, random) =>
    drawQuestions(facts, exposureOf, tokenizer, count, random),

  async measure({ engine, tokenizer }, bodies, signal) {
    signal?.throwIfAborted();
    const texts = rollup(
      bodies.entries(),
      (some) => some,
      ([, { text }]) => text,
    );
    const groups = [...texts].map(([text, some]) => ({
      text,
      spans: some.map(([, { span }]) => span),
      places: some.map(([at]) => at),
    }));
    const measured = await ablateAll(engine, tokenizer, groups);
    const results: (Measured<AblateTruth> | null)[] = bodies.map(() => null);
    groups.forEach(({ text, places }, g) => {
      const { original, removed } = measured[g]!;
      const ids = tokenizer.encode(text);
      places.forEach((at, s) => {
        const { output, top, changed, effect } = removed[s]!;
        const truth = { original, ablated: { output, top }, changed, effect };
        results[at] = { truth, given: { ids, vector: null } };
      });
    });
    return results;
  },

  async detail({ engine, tokenizer }, { text }, signal) {
    const ids = tokenizer.encode(text);
    const tokens = tokenizer.pieces(ids);
    const kinds = { tokens: eachToken(ids.length), words: eachWord(tokens), sentences: eachSentence(tokens) };
    const whole = ({ from, to }: Span) => to - from === ids.length;
    // The only sentence of a text is the text: without it nothing is left to read.
    const spans = Object.values(kinds).map((own) => own.filter((span) => !whole(span)));
    const { original, removed } = await ablate(engine, tokenizer, text, spans.flat());
    signal?.throwIfAborted();
    let at = 0;
    const [ofTokens, ofWords, ofSentences] = spans.map(({ length }) => removed.slice(at, (at += length)));
    return {
      detail: {
        tokens,
        original,
        removals: { tokens: ofTokens!, words: ofWords!, sentences: ofSentences! },
      },
      givenAt: ({ from, to }) => (from === undefined || to === undefined ? null : { ids, vector: null }),
    };
  },

  async further({ engine, tokenizer }, { text }, measured, { from, to }, signal) {
    if (from === undefined || to === undefined) return measured;
    const { removed } = await ablate(engine, tokenizer, text, [{ from, to }]);
    signal?.throwIfAborted();
    const { detail } = measured;
    const chosen = [...(detail.removals.chosen ?? []), ...removed];
    return { ...measured, detail: { ...detail, removals: { ...detail.removals, chosen } } };
  },

  detailKey: ({ text }) => text,
};
