import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trainTwoLayers } from '@/docs/examples/train-two-layers';
import { loadEngine } from '@/lib/engine/load';
import { testRuntime } from '@/test/support/evaluate-graph';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'mirrorscope-example-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the example of docs/TRAINING.md', () => {
  it('is the file that is tested here', async () => {
    const example = await readFile(path.join('docs', 'examples', 'train-two-layers.ts'), 'utf8');
    const page = await readFile(path.join('docs', 'TRAINING.md'), 'utf8');
    const shown = /^```ts\n([\s\S]*?)^```$/m.exec(page)?.[1];
    expect(shown).toBe(example);
    expect(example.split('\n').length).toBeLessThan(45);
  });

  it('trains, and leaves a folder that the engine reads', async () => {
    // Counting upwards, from anywhere.
    const rows = Array.from({ length: 20 }, (_, from) => Array.from({ length: 10 }, (_, i) => from + i));
    await trainTwoLayers(rows, 30, folder, 80);
    const engine = await loadEngine(testRuntime(), (name) => readFile(path.join(folder, name)));
    const { rows: said } = await engine.generate([{ ids: [4, 5, 6] }], { maxNewTokens: 4, stopIds: [] });
    expect(said[0]!.ids).toEqual([7, 8, 9, 10]);
    await engine.dispose();
  });
});
