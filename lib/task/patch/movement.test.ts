import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFacts } from '@/lib/corpus/facts';
import type { Engine } from '@/lib/engine/engine';
import { loadFolder } from '@/lib/engine/node-folder';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { Random } from '@/lib/random';
import { isInformative, measureMovement, type MovementCell } from './movement';

describe('where information moves in house-a', () => {
  let engine: Engine;
  let cells: MovementCell[];

  beforeAll(async () => {
    engine = await loadFolder(nodeRuntime(), 'test/fixtures/house-a');
    const tokenizer = parseTokenizer(await readFile('test/fixtures/house-a/tokenizer.json', 'utf8'));
    const facts = parseFacts(await readFile('data/facts.tsv', 'utf8'));
    cells = await measureMovement({ engine, tokenizer }, facts, 30, new Random(1));
  });
  afterAll(() => engine.dispose());

  const cell = (pair: string, positionType: string, layer: number) =>
    cells.find((c) => c.pair === pair && c.positionType === positionType && c.layer === layer)!;

  it('counts, for each kind of pair and token, a cell for every layer', () => {
    for (const { n, changed, composed, composedTrue } of cells) {
      expect(n).toBeGreaterThan(0);
      expect(changed).toBeLessThanOrEqual(n);
      expect(composed).toBeLessThanOrEqual(changed);
      expect(composedTrue).toBeLessThanOrEqual(composed);
    }
  });

  it('finds the source’s output, and nothing else, where the last token’s vector is what is read off', () => {
    const last = cell('same-relation', 'last', 4);
    expect(last.changed / last.n).toBeGreaterThan(0.8);
    expect(last.composed).toBe(0);
  });

  it('finds outputs that neither text gives where the relation of another text comes in at the embedding', () => {
    const relation = cell('within-group', 'relation', 0);
    expect(relation.composed / relation.n).toBeGreaterThan(0.8);
    expect(relation.composedTrue).toBeGreaterThan(0);
    expect(isInformative(relation)).toBe(true);
  });

  it('finds nothing at a token that nothing reads any more', () => {
    expect(isInformative(cell('other-relation', 'relation', 4))).toBe(false);
  });
});
