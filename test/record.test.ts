import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '@/lib/engine/engine';
import { loadEngine } from '@/lib/engine/load';
import { readWhole } from '@/lib/engine/node-folder';
import { parseSidecar } from '@/lib/explainer/sidecar';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import { readBundle } from '@/lib/store/bundle';
import { patch } from '@/lib/task/patch';
import {
  patchBodySchema,
  patchTruthSchema,
  sweepSchema,
  type PatchBody,
  type PatchTruth,
  type Sweep,
} from '@/lib/task/patch/schemas';
import { patchMeasure } from '@/lib/task/patch/measure';
import { measureOf } from '@/lib/task/measures';
import { taskOf } from '@/lib/task/tasks';
import { testRuntime } from './support/evaluate-graph';

/** One in so many recorded questions is measured again. */
const SAMPLE = 80;

const { content } = await readBundle(path.join('data', 'bundle'));
const sampleOf = (task: string) =>
  content.items.filter((item) => item.task === task).filter((_, i) => i % SAMPLE === 0);
const target = (id: string) => load(content.models.find((model) => model.id === id)!.path);

const loaded = new Map<string, Promise<{ engine: Engine; tokenizer: Tokenizer }>>();

/** A shipped folder by its recorded URL path; of an explainer, with what it leaves to its base. */
function load(url: string, base?: string) {
  let known = loaded.get(url);
  if (!known) {
    const read = readWhole(path.join('public', url), base && path.join('public/models', base));
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

describe(`of what is shipped, one question in ${SAMPLE}`, () => {
  // What features do was measured over all of them at once (`lab sae`).
  it.each(['patch', 'ablate', 'activation'])('measures what the record says: %s', async (task) => {
    const sample = sampleOf(task);
    expect(sample.length).toBeGreaterThan(20);
    const measure = await measureOf(task);
    for (const { targetId, body, truth } of sample) {
      const [again] = await measure.measure(await target(targetId), [body]);
      expect(wordsOf(again!.truth)).toEqual(wordsOf(truth));
    }
  });

  it('draws the map of a patch that the record says', async () => {
    for (const item of sampleOf(patch.id)) {
      const [body, truth, recorded] = [patchBodySchema, patchTruthSchema, sweepSchema].map((schema, i) =>
        schema.parse([item.body, item.truth, item.detail][i]),
      ) as [PatchBody, PatchTruth, Sweep];
      const { detail } = await patchMeasure.detail!(await target(item.targetId), body);
      const words = ({ cells }: Sweep) => cells.map((row) => row.map((cell) => cell?.output));
      expect(words(detail)).toEqual(words(recorded));
      for (const key of ['alignment', 'layers'] as const) expect(detail[key]).toEqual(recorded[key]);
      expect(detail.original.output).toBe(truth.original.output);
      detail.cells.forEach((row, layer) =>
        row.forEach((cell, position) => {
          const before = recorded.cells[layer]![position];
          if (cell) expect(Math.abs(cell.effect - before!.effect)).toBeLessThan(2e-3);
        }),
      );
      expect(detail.alignment[body.position]).toBe(body.sourcePosition);
      // A question about one layer is one cell of the map.
      const cell = detail.cells[body.layers[0]!]![body.position]!;
      if (body.layers.length === 1)
        expect([cell.output, cell.changed]).toEqual([truth.patched.output, truth.changed]);
    }
  });
});

/** Every word and every yes or no of a truth, by where it stands; numbers differ in their last digits. */
const wordsOf = (truth: unknown): unknown =>
  JSON.parse(JSON.stringify(truth, (_, value: unknown) => (typeof value === 'number' ? 0 : value)));

describe('of what is shipped, everything', () => {
  it('is a model or an explainer of the record, byte by byte', async () => {
    for (const { path: url, contentHash } of content.models)
      expect((await load(url)).engine.info.contentHash).toBe(contentHash);
    for (const { path: url, baseId, contentHash } of content.explainers)
      if (url) expect((await load(url, baseId!)).engine.info.contentHash).toBe(contentHash);
  });

  it('is judged as the record says, from what was said and measured', () => {
    for (const { task, truth, explanations } of content.items)
      for (const { text, verdict } of explanations)
        expect(taskOf(task).judge(text, truth).verdict).toBe(verdict);
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
