import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '@/lib/engine/engine';
import { loadFolder } from '@/lib/engine/node-folder';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { lensWords } from './lens';
import { nearest } from './nearest';
import { residualVector } from './text';

describe('the logit lens', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadFolder(nodeRuntime(), 'test/fixtures/house-a');
  });
  afterAll(() => engine.dispose());

  it('reads off the last block’s output what the model says, and off its embedding a token itself', async () => {
    const tokenizer = parseTokenizer(await readFile('test/fixtures/house-a/tokenizer.json', 'utf8'));
    const ids = [...tokenizer.prefix, ...tokenizer.encode('The capital of France is')];
    const { resid } = await engine.trace([ids], { hooks: ['resid'] });
    const last = residualVector(resid!, engine.info.layers, 0, ids.length - 1);
    const france = residualVector(resid!, 0, 0, ids.length - 2);
    expect(await lensWords(engine, tokenizer, [last, france])).toEqual([' Paris', ' France']);
  });
});

describe('the nearest vector', () => {
  it('is the one of the smallest angle, whatever its length; the first of equals', () => {
    const find = nearest([new Float32Array([9, 1]), new Float32Array([0.1, 1]), new Float32Array([0, 5])]);
    expect(find(new Float32Array([1, 0]))).toBe(0);
    expect(find(new Float32Array([1, 9]))).toBe(1);
    expect(find(new Float32Array([0, 2]))).toBe(2);
    expect(find(new Float32Array([0, 0]))).toBe(0);
  });
});
