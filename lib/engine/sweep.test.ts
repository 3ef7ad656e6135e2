import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { testRuntime } from '@/test/support/evaluate-graph';
import { FAMILY_NAMES, familyFixture } from '@/test/support/families';
import { largestDifference } from '@/test/support/llama-tiny';
import type { SweptCells } from './engine';
import { argmax } from './logits';
import { createEngine } from './session-engine';

const random = new Random(3);

describe.each(FAMILY_NAMES)('a sweep of %s', (name) => {
  const { config, parameters } = familyFixture(name);
  const length = Math.min(24, config.maxPositions);
  const ids = Array.from({ length }, () => random.integer(config.vocab));
  const layers = config.layers + 1;

  it.each([1, 2])('gives what each patch gives alone, in blocks of %i', async (block) => {
    const engine = createEngine(testRuntime(), config, parameters, name);
    // In any order, and not everywhere.
    const positions = random.shuffle([...ids.keys()]).slice(0, length - 3);
    const vectors = Array.from({ length: layers }, () =>
      positions.map(() => Float32Array.from({ length: config.dModel }, () => random.normal())),
    );
    const { original, patched } = await engine.sweep(ids, { positions, vectors, block });
    const plain = await engine.trace([ids]);
    expect(largestDifference(original.data, plain.last.data)).toBeLessThan(1e-4);
    expect(patched.shape).toEqual([layers + 1 - block, positions.length, config.vocab]);
    for (let first = 0; first + block <= layers; first++) {
      const rows = positions.map(() => ids);
      const edits = positions.flatMap((position, row) =>
        Array.from({ length: block }, (_, k) => ({
          row,
          layers: [first + k],
          position,
          vector: vectors[first + k]![row]!,
        })),
      );
      const { last } = await engine.intervene(rows, edits);
      const from = first * positions.length * config.vocab;
      const swept = patched.data.subarray(from, from + positions.length * config.vocab);
      expect(largestDifference(swept, last.data)).toBeLessThan(1e-4);
      for (const row of positions.keys()) {
        const [a, b] = [swept, last.data].map((all) =>
          all.subarray(row * config.vocab, (row + 1) * config.vocab),
        );
        expect(argmax(a!)).toBe(argmax(b!));
      }
    }
    await engine.dispose();
  });
});

describe('the cells of a sweep', () => {
  it('come as they are known, those of the last tokens first, each once and as in the result', async () => {
    const { config, parameters } = familyFixture(FAMILY_NAMES[0]!);
    const engine = createEngine(testRuntime(), config, parameters, 'sweep');
    const ids = Array.from({ length: Math.min(32, config.maxPositions) }, () => random.integer(config.vocab));
    const positions = random.shuffle([...ids.keys()]);
    const vectors = Array.from({ length: config.layers + 1 }, () =>
      positions.map(() => Float32Array.from({ length: config.dModel }, () => random.normal())),
    );
    const parts: SweptCells[] = [];
    const { patched } = await engine.sweep(ids, { positions, vectors }, (some) => parts.push(some));
    await engine.dispose();
    expect(parts.length).toBeGreaterThan(1);
    const earliest = parts.map(({ cells }) => Math.min(...cells.map((cell) => positions[cell]!)));
    expect(earliest).toEqual(earliest.toSorted((a, b) => b - a));
    expect(parts.flatMap(({ cells }) => cells).toSorted((a, b) => a - b)).toEqual([...positions.keys()]);
    const rowOf = (data: Float32Array, row: number) =>
      data.subarray(row * config.vocab, (row + 1) * config.vocab);
    for (const { cells, patched: part } of parts) {
      expect(part.shape).toEqual([config.layers + 1, cells.length, config.vocab]);
      for (let layer = 0; layer <= config.layers; layer++)
        cells.forEach((cell, c) =>
          expect(rowOf(part.data, layer * cells.length + c)).toEqual(
            rowOf(patched.data, layer * positions.length + cell),
          ),
        );
    }
  });
});

describe('a sweep', () => {
  const { config, parameters } = familyFixture(FAMILY_NAMES[0]!);
  const vectors = (cells: number, layers = config.layers + 1) =>
    Array.from({ length: layers }, () =>
      Array.from({ length: cells }, () => new Float32Array(config.dModel)),
    );

  it.each([
    ['no positions', { positions: [], vectors: vectors(0) }, 'the sweep has no positions'],
    ['too few layers', { positions: [0], vectors: vectors(1, 1) }, 'the sweep has vectors of 1 layers'],
    ['too few vectors', { positions: [0, 1], vectors: vectors(1) }, 'layer 0 has 1 vectors for 2 positions'],
    ['a position after the end', { positions: [3], vectors: vectors(1) }, 'an edit is at position 3'],
    ['too large a block', { positions: [0], vectors: vectors(1), block: 99 }, 'a block must have 1 to'],
  ])('of %s is refused by name', async (_, patches, message) => {
    const engine = createEngine(testRuntime(), config, parameters, 'sweep');
    await expect(engine.sweep([1, 2, 3], patches)).rejects.toThrow(message);
    await engine.dispose();
  });
});
