import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '@/lib/engine/engine';
import { loadEngine } from '@/lib/engine/load';
import { parseSidecar } from '@/lib/explainer/sidecar';
import { explain } from '@/lib/explainer/trained';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import { readBundle } from '@/lib/store/bundle';
import { patch } from '@/lib/task/patch';
import type { PatchBody, PatchTruth, Sweep } from '@/lib/task/patch/body';
import { patchMeasure } from '@/lib/task/patch/measure';
import type { MeasuredDetail } from '@/lib/task/measure';
import type { AnyTask } from '@/lib/task/task';
import { testRuntime } from './support/evaluate-graph';

/** One in so many recorded questions is measured and asked again. */
const SAMPLE = 80;

const { content } = await readBundle(path.join('data', 'bundle'));
const sample = content.items
  .filter(({ task }) => task === patch.id)
  .filter((_, i) => i % SAMPLE === 0)
  .map((item) => ({
    ...item,
    body: item.body as PatchBody,
    truth: item.truth as unknown as PatchTruth,
    detail: item.detail as unknown as Sweep,
  }));

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

const measured = new Map<string, MeasuredDetail<Sweep>>();

describe(`of what is shipped, one question in ${SAMPLE}`, () => {
  it('measures what the record says', async () => {
    expect(sample.length).toBeGreaterThan(20);
    for (const { id, targetId, body, truth, detail } of sample) {
      const target = await load(content.models.find((model) => model.id === targetId)!.path);
      const again = await patchMeasure.detail!(target, body);
      measured.set(id, again);
      const words = ({ cells }: Sweep) => cells.map((row) => row.map((cell) => cell?.output));
      expect(words(again.detail)).toEqual(words(detail));
      for (const key of ['alignment', 'layers'] as const) expect(again.detail[key]).toEqual(detail[key]);
      expect(again.detail.original.output).toBe(truth.original.output);
      again.detail.cells.forEach((row, layer) =>
        row.forEach((cell, position) => {
          const recorded = detail.cells[layer]![position];
          if (cell) expect(Math.abs(cell.effect - recorded!.effect)).toBeLessThan(2e-3);
        }),
      );
      // The question is one cell of the map.
      const cell = again.detail.cells[body.layers[0]!]![body.position]!;
      expect(body.layers).toHaveLength(1);
      expect(again.detail.alignment[body.position]).toBe(body.sourcePosition);
      expect([cell.output, cell.changed]).toEqual([truth.patched.output, truth.changed]);
    }
  });

  it('explains what the record says, word by word', async () => {
    const asked = sample.filter((item) => measured.has(item.id));
    expect(asked).toHaveLength(sample.length);
    let explanations = 0;
    for (const explainer of content.explainers.filter((e) => e.shown && e.path)) {
      const own = asked.filter((item) => item.targetId === explainer.targetId);
      const { engine, tokenizer } = await load(explainer.path!);
      const style = parseSidecar(
        await readFile(path.join('public', explainer.path!, 'explainer.json'), 'utf8'),
      );
      const said = await explain(
        patch,
        { engine, tokenizer, style },
        own.map(({ id, body }) => ({
          body,
          given: measured.get(id)!.givenAt({ layer: body.layers[0]!, pos: body.position })!,
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

describe('of what is shipped, everything', () => {
  it('is a model or an explainer of the record, byte by byte', async () => {
    for (const { path: url, contentHash } of [...content.models, ...content.explainers.filter((e) => e.path)])
      expect((await load(url!)).engine.info.contentHash).toBe(contentHash);
  });

  it('is judged as the record says, from what was said and measured', () => {
    for (const { truth, explanations } of content.items)
      for (const { text, verdict } of explanations)
        expect((patch as AnyTask).judge(text, truth).verdict).toBe(verdict);
  });

  it('has a sidecar that says what the record says', async () => {
    const shipped = JSON.parse(
      await readFile(path.join('public', 'models', 'explainers', 'manifest.json'), 'utf8'),
    ) as { explainers: string[] };
    const recorded = content.explainers.filter((explainer) => explainer.path);
    expect(shipped.explainers.toSorted()).toEqual(recorded.map(({ id }) => id).sort());
    for (const { path: url, id, task, targetId, baseId, kinship, sees, trainExamples, runId } of recorded) {
      const sidecar = parseSidecar(await readFile(path.join('public', url!, 'explainer.json'), 'utf8'));
      expect(sidecar).toMatchObject({
        ...{ id, task, target: targetId, base: baseId, kinship, sees, trainExamples, runId },
      });
    }
  });
});
