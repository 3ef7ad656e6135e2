import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { loadFolder } from '@/lib/engine/node-folder';
import { parseTokenizer } from '@/lib/model/tokenizer';
import type { KnowledgeRow } from '@/lib/measure/knowledge-file';
import { testRuntime } from '@/test/support/evaluate-graph';
import { agreementOf, likenessOf } from './kinship';

const FOLDER = path.join('test', 'fixtures', 'house-a');
const engine = await loadFolder(testRuntime(), FOLDER);
const tokenizer = parseTokenizer(await readFile(path.join(FOLDER, 'tokenizer.json'), 'utf8'));
afterAll(() => engine.dispose());

const rows = [
  'The capital of France is',
  'For Peru the capital is',
  'Asked about Italy, name the capital:',
].map((text) => [...tokenizer.prefix, ...tokenizer.encode(text)]);

describe('how alike two models are', () => {
  it('is 1 at every layer of a model and itself', async () => {
    const likeness = await likenessOf(engine, engine, rows, tokenizer.prefix.length);
    expect(likeness.map(({ layer, baseLayer }) => [layer, baseLayer])).toEqual(
      Array.from({ length: engine.info.layers + 1 }, (_, layer) => [layer, layer]),
    );
    for (const { cka } of likeness) expect(cka).toBeCloseTo(1, 6);
  });

  it('is counted over the facts that both tables hold, by exposure, right or wrong', () => {
    const row = (subject: string, exposure: KnowledgeRow['exposure'], said: string): KnowledgeRow => ({
      ...{ relation: 'capital', subject, object: 'Rome', exposure, said },
      ...{ probability: 1, right: 0 },
    });
    const target = [row('a', 'rare', 'Rome'), row('b', 'rare', 'Oslo'), row('c', 'unseen', 'Lima')];
    const base = [row('a', 'rare', 'Bern'), row('b', 'frequent', 'Oslo'), row('z', 'unseen', 'Lima')];
    expect(agreementOf(target, base)).toEqual([{ exposure: 'rare', facts: 2, same: 1 }]);
  });
});
