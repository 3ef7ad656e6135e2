import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { loadFolder } from '@/lib/engine/node-folder';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { wordsInPlace } from './in-place';
import { residualVector } from './text';

it('a vector in place of a token is read as that token: its embedding at any length, in texts of any length', async () => {
  const engine = await loadFolder(nodeRuntime(), 'test/fixtures/house-a');
  try {
    const tokenizer = parseTokenizer(await readFile('test/fixtures/house-a/tokenizer.json', 'utf8'));
    const [france, peru] = ['The capital of France is', 'It is known that the capital of Peru is'].map(
      (text) => tokenizer.encode(text),
    ) as [number[], number[]];
    const { resid } = await engine.trace([[...tokenizer.prefix, ...france]], { hooks: ['resid'] });
    const word = residualVector(resid!, 0, 0, tokenizer.prefix.length + 3);
    const at = peru.indexOf(tokenizer.encode('Peru')[0]!);
    expect(
      await wordsInPlace(engine, tokenizer, [
        { ids: france, position: 3, vector: word },
        { ids: peru, position: at, vector: word.map((x) => 7 * x) },
      ]),
    ).toEqual([' Paris', ' Paris']);
  } finally {
    await engine.dispose();
  }
});
