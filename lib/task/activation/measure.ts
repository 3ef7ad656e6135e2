import { predict } from '@/lib/measure/outcome';
import { readText, residualVector } from '@/lib/measure/text';
import type { Measure, Measured } from '../measure';
import { askedText } from './asked-text';
import { ACTIVATION_ASKS, type ActivationBody, type ActivationTruth } from './body';
import { drawActivations } from './draw';

/** Vectors of the target's own runs, and what it itself says: nothing here is read off the fact table. */
export const activationMeasure: Measure<ActivationBody, ActivationTruth, null> = {
  sizes: {
    train: { drawn: 16_000, kept: 30_000 },
    validation: { drawn: 1000, kept: 1500 },
    test: { drawn: 2500, kept: 3000 },
  },
  batch: 50,

  async choose(_, { engine }) {
    const layers = Array.from({ length: engine.info.layers }, (__, i) => i + 1);
    return ACTIVATION_ASKS.flatMap((set) =>
      layers.map((layer) => ({
        set,
        cell: `${layer}/${set === 'attribute' ? 'subject-final' : 'last'}`,
        even: 'answers' as const,
      })),
    );
  },

  draw: ({ facts }, { engine, tokenizer }, count, random) =>
    drawActivations(facts, tokenizer, engine.info.layers, count, random),

  async measure({ engine, tokenizer }, bodies, signal) {
    signal?.throwIfAborted();
    const texts = [
      ...new Set(
        bodies.flatMap((body) => [body.text, askedText(body), ...(body.source ? [body.source.text] : [])]),
      ),
    ];
    const read = new Map(texts.map((text, row) => [text, { row, ...readText(engine, tokenizer, text) }]));
    const { resid, last } = await engine.trace(
      [...read.values()].map(({ input }) => input),
      { hooks: ['resid'] },
    );
    const { vocab } = engine.info;
    const said = (text: string): string => {
      const { row } = read.get(text)!;
      return predict(last.data.subarray(row * vocab, (row + 1) * vocab)).outcome(tokenizer, 1).output;
    };
    const vectorAt = (text: string, layer: number, position: number) => {
      const { row, offset } = read.get(text)!;
      return residualVector(resid!, layer, row, offset + position);
    };
    return bodies.map((body): Measured<ActivationTruth> | null => {
      const { asks, text, layer, position, source } = body;
      const { ids } = read.get(text)!;
      const vector = vectorAt(text, layer, position);
      if (asks !== 'change' || !source)
        return {
          truth: { answer: said(asks === 'attribute' ? askedText(body) : text), before: null },
          given: { ids, vector },
        };
      const [answer, before] = [said(text), said(source.text)];
      if (answer === before) return null;
      const other = vectorAt(source.text, layer, source.position);
      return { truth: { answer, before }, given: { ids, vector: vector.map((x, i) => x - other[i]!) } };
    });
  },
};
