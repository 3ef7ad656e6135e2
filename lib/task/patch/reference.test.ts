import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFacts } from '@/lib/corpus/facts';
import { readText } from '@/lib/measure/text';
import { Random } from '@/lib/random';
import { plainLlama } from '@/test/support/plain-llama';
import { argmax, logProbability, tinyTarget, type TinyTarget } from '@/test/support/tiny-target';
import { drawPairs } from './pairs';
import { measurePatches } from './patches';
import { layerBlocks, sitesOf } from './sites';

/** Truth of patching beside a plain forward pass, on a tiny model whose weights are large enough to say many things. */
describe('what patching measures', () => {
  let target: TinyTarget;
  const facts = readFile('data/facts.tsv', 'utf8').then(parseFacts);
  beforeAll(async () => {
    target = await tinyTarget(3);
  });
  afterAll(() => target.engine.dispose());

  it('is what a plain forward pass computes, for every token and block of layers', async () => {
    const { config, parameters, engine, tokenizer: read } = target;
    const pairs = drawPairs(await facts, 4, new Random(1)).map((pair) => {
      const [text, source] = [pair.text, pair.source].map(({ text: t }) => readText(engine, read, t));
      return {
        text: text!,
        source: source!,
        sites: sitesOf(pair, read, text!.ids, source!.ids, layerBlocks(3)),
      };
    });
    const measured = await measurePatches(engine, read, pairs);
    let changed = 0;
    pairs.forEach(({ text, source, sites }, p) => {
      const own = plainLlama(config, parameters, text.input);
      const other = plainLlama(config, parameters, source.input);
      sites.forEach(({ layers, position, sourcePosition }, s) => {
        const { truth, vector } = measured[p]![s]!;
        const vectors = layers.map((layer) => other.resid[layer]![source.offset + sourcePosition]!);
        const patched = plainLlama(
          config,
          parameters,
          text.input,
          layers.map((layer, i) => ({ layer, position: text.offset + position, vector: vectors[i]! })),
        );
        const best = argmax(own.logits);
        expect(truth.original.output).toBe(read.pieces([best])[0]);
        expect(truth.patched.output).toBe(read.pieces([argmax(patched.logits)])[0]);
        expect(truth.sourceOutput).toBe(read.pieces([argmax(other.logits)])[0]);
        expect(truth.changed).toBe(argmax(patched.logits) !== best);
        const effect = logProbability(own.logits, best) - logProbability(patched.logits, best);
        expect(Math.abs(truth.effect - effect)).toBeLessThan(1e-4);
        vector.forEach((x, i) => {
          const mean = vectors.reduce((sum, v) => sum + v[i]! / vectors.length, 0);
          expect(Math.abs(x - mean)).toBeLessThan(1e-4);
        });
        if (truth.changed) changed++;
      });
    });
    expect(changed).toBeGreaterThan(10);
  });

  it('is nothing where a text is patched by itself, and the source’s run where all of its embeddings are put in', async () => {
    const { config, engine, tokenizer: read } = target;
    const [text, source] = ['The capital of Peru is', 'The capital of Chad is'].map((t) =>
      readText(engine, read, t),
    );
    const sites = text!.ids.flatMap((_, position) =>
      layerBlocks(3).map((layers) => ({ layers, position, sourcePosition: position })),
    );
    for (const { truth, difference } of (
      await measurePatches(engine, read, [{ text: text!, source: text!, sites }])
    )[0]!)
      expect({ difference, effect: truth.effect, changed: truth.changed }).toEqual({
        ...{ difference: 0, effect: 0, changed: false },
      });
    expect(text!.ids).toHaveLength(source!.ids.length);
    const { resid, last } = await engine.trace([source!.input], { hooks: ['resid'] });
    const edits = source!.input.map((_, position) => {
      const from = position * config.dModel;
      return { row: 0, layers: [0], position, vector: resid!.data.slice(from, from + config.dModel) };
    });
    const whole = await engine.intervene([text!.input], edits);
    whole.last.data.forEach((x, i) => expect(Math.abs(x - last.data[i]!)).toBeLessThan(1e-4));
  });
});
