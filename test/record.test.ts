import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '@/lib/engine/engine';
import { loadEngine } from '@/lib/engine/load';
import { explain } from '@/lib/explainer/trained';
import type { ExplainerSidecar } from '@/lib/explainer/types';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import { readBundle } from '@/lib/store/bundle';
import { sweep, type MeasuredSweep } from '@/lib/task/patch/sweep';
import { testRuntime } from './support/evaluate-graph';

/** One in so many recorded questions is measured and asked again. */
const SAMPLE = 80;

const { content } = await readBundle(path.join('data', 'bundle'));
const sample = content.patchItems.filter((_, i) => i % SAMPLE === 0);

const loaded = new Map<string, Promise<{ engine: Engine; tokenizer: Tokenizer }>>();

/** A shipped folder by its recorded URL path. */
function load(url: string) {
  let known = loaded.get(url);
  if (!known) {
    const read = (name: string) => readFile(path.join('public', url, name));
    known = (async () => ({
      engine: await loadEngine(testRuntime(), read),
      tokenizer: parseTokenizer(String(await read('tokenizer.json'))),
    }))();
    loaded.set(url, known);
  }
  return known;
}
afterAll(async () => {
  for (const model of loaded.values()) await (await model).engine.dispose();
});

const measured = new Map<string, MeasuredSweep>();

describe('what is shipped', () => {
  it('are the models and explainers of the record, byte by byte', async () => {
    for (const { path: url, contentHash } of [...content.models, ...content.explainers.filter((e) => e.path)])
      expect((await load(url!)).engine.info.contentHash).toBe(contentHash);
  });

  it('measures what the record says', async () => {
    expect(sample.length).toBeGreaterThan(20);
    for (const item of sample) {
      const { engine, tokenizer } = await load(content.models.find(({ id }) => id === item.targetId)!.path);
      const again = await sweep(engine, tokenizer, item.text, item.source);
      measured.set(item.id, again);
      const words = ({ cells }: typeof again.sweep) => cells.map((row) => row.map((cell) => cell?.output));
      expect(words(again.sweep)).toEqual(words(item.sweep));
      for (const key of ['alignment', 'layers'] as const) expect(again.sweep[key]).toEqual(item.sweep[key]);
      expect(again.sweep.original.output).toBe(item.truth.original.output);
      again.sweep.cells.forEach((row, layer) =>
        row.forEach((cell, position) => {
          const recorded = item.sweep.cells[layer]![position];
          if (cell) expect(Math.abs(cell.effect - recorded!.effect)).toBeLessThan(2e-3);
        }),
      );
      // The question is one cell of the map.
      const cell = again.sweep.cells[item.layers[0]!]![item.position]!;
      expect(item.layers).toHaveLength(1);
      expect(again.sweep.alignment[item.position]).toBe(item.sourcePosition);
      expect([cell.output, cell.changed]).toEqual([item.truth.patched.output, item.truth.changed]);
    }
  });

  it('explains what the record says, word by word', async () => {
    const asked = sample.filter((item) => measured.has(item.id));
    expect(asked).toHaveLength(sample.length);
    let explanations = 0;
    for (const explainer of content.explainers.filter((e) => e.headline && e.path)) {
      const own = asked.filter((item) => item.targetId === explainer.targetId);
      const { engine, tokenizer } = await load(explainer.path!);
      const sidecar = JSON.parse(
        await readFile(path.join('public', explainer.path!, 'explainer.json'), 'utf8'),
      ) as ExplainerSidecar;
      const said = await explain(
        engine,
        tokenizer,
        sidecar,
        own.map(({ id, layers, position, text }) => ({
          layers,
          textIds: tokenizer.encode(text),
          position,
          vector: measured.get(id)!.vectors[layers[0]!]![position]!,
        })),
      );
      for (const [i, item] of own.entries()) {
        const recorded = item.explanations.find((e) => e.explainerId === explainer.id);
        expect(said[i]!.text).toBe(recorded!.text);
        expect(Math.abs(said[i]!.logProbability - recorded!.logProbability!)).toBeLessThan(1e-3);
        explanations++;
      }
    }
    expect(explanations).toBeGreaterThan(100);
  });
});
