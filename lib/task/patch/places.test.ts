import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { loadEngine } from '@/lib/engine/load';
import { meanVector, readText } from '@/lib/measure/text';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { testRuntime } from '@/test/support/evaluate-graph';
import { patch } from '.';
import type { PatchBody } from './body';
import { patchMeasure } from './measure';
import { measurePatches } from './patches';
import { sweep } from './sweep';
import { patchForms } from './forms';

const folder = 'test/fixtures/house-a';
const tokenizer = parseTokenizer(await readFile(`${folder}/tokenizer.json`, 'utf8'));
const engine = await loadEngine(testRuntime(), (name) => readFile(`${folder}/${name}`));
afterAll(() => engine.dispose());
const model = { engine, tokenizer };

const body: PatchBody = patch.own!.body({ x: 'The capital of France is', s: 'The capital of Slovenia is' });
const { text, source } = body;
const block = { layer: 1, to: 2, pos: 3 };

describe('a block of layers of a map', () => {
  it('is measured beside the map as one patch of all of its layers is', async () => {
    const map = await patchMeasure.detail!(model, body);
    expect(patch.at!(body, map.detail, block)).toBeNull();
    const further = await patchMeasure.further!(model, body, map, block);
    const sourcePosition = map.detail.alignment[3]!;
    const [[alone] = []] = await measurePatches(engine, tokenizer, [
      {
        text: readText(engine, tokenizer, text),
        source: readText(engine, tokenizer, source),
        sites: [{ layers: [1, 2], position: 3, sourcePosition }],
      },
    ]);
    const asked = patch.at!(body, further.detail, block)!;
    expect(asked.truth).toEqual(alone!.truth);
    expect(asked.body).toMatchObject({ layers: [1, 2], position: 3, sourcePosition });
    expect(patchForms.detail.parse(further.detail)).toEqual(further.detail);
  });

  it('gives explainers the mean of the vectors of its layers', async () => {
    const { givenAt } = await patchMeasure.detail!(model, body);
    const { vectors } = await sweep(engine, tokenizer, text, source);
    const wanted = meanVector([vectors[1]![3]!, vectors[2]![3]!]);
    expect(givenAt(block)?.vector).toEqual(wanted);
    expect(givenAt({ layer: 1, to: 1, pos: 3 })?.vector).toEqual(vectors[1]![3]);
    // A place of an earlier link is one layer.
    expect(givenAt({ layer: 1, pos: 3 })?.vector).toEqual(vectors[1]![3]);
    expect(givenAt({ layer: 1, to: 99, pos: 3 })).toBeNull();
    expect(givenAt({})).toBeNull();
  });

  it('is no place that is asked about with all others: these are the cells that could be patched', async () => {
    const { detail } = await patchMeasure.detail!(model, body);
    const places = patch.places!(detail);
    expect(places).toHaveLength(detail.cells.flat().filter((cell) => cell !== null).length);
    for (const place of places) expect(patch.at!(body, detail, place)).not.toBeNull();
  });
});
