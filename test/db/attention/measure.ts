import { maxIndex } from 'd3-array';
import { render, WORDINGS } from '@/lib/corpus/wordings';
import { readText } from '@/lib/measure/text';
import type { Measure } from '@/lib/task/measure';
import type { Body, Truth } from './task';

export const attentionMeasure: Measure<Body, Truth, null> = {
  sizes: {
    train: { drawn: 20, kept: 40 },
    validation: { drawn: 5, kept: 10 },
    test: { drawn: 10, kept: 20 },
  },
  batch: 10,

  /** Every head of every block, on facts in words. */
  draw({ facts }, { tokenizer }, count, random) {
    return Array.from({ length: count }, () => {
      const { text } = render(random.pick(facts), random.integer(WORDINGS.length));
      const tokens = tokenizer.pieces(tokenizer.encode(text));
      return [1, 2, 3, 4].flatMap((layer) => [0, 1, 2, 3].map((head) => ({ text, tokens, layer, head })));
    });
  },

  async measure({ engine, tokenizer }, bodies) {
    const texts = [...new Set(bodies.map(({ text }) => text))].map((text) =>
      readText(engine, tokenizer, text),
    );
    const { attention: weights } = await engine.trace(
      texts.map(({ input }) => input),
      { hooks: ['attention'] },
    );
    const [, batch, heads, length] = weights!.shape as [number, number, number, number, number];
    return bodies.map(({ text, layer, head }) => {
      const row = texts.findIndex((read) => read.text === text);
      const { ids, input, offset } = texts[row]!;
      const from = ((((layer - 1) * batch + row) * heads + head) * length + input.length - 1) * length;
      const own = weights!.data.subarray(from + offset, from + input.length);
      const position = maxIndex(own);
      return {
        truth: { position, token: tokenizer.pieces(ids)[position]!, weight: own[position]! },
        given: { ids, vector: null },
      };
    });
  },
};
