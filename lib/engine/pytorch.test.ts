import { afterAll, describe, expect, it } from 'vitest';
import { ids, largestDifference, tinyEngine, tinyModel } from '@/test/support/llama-tiny';
import type { FloatTensor } from './engine';
import { argmax } from './logits';

/** The part of a tensor at leading indices. */
function part({ data, shape }: FloatTensor, ...index: number[]): Float32Array {
  const size = shape.slice(index.length).reduce((n, d) => n * d, 1);
  const from = index.reduce((at, i, axis) => at * shape[axis]! + i, 0) * size;
  return data.subarray(from, from + size);
}

describe.each(['untied', 'tied'] as const)('a llama with %s embeddings', (heads) => {
  const { expected } = tinyModel(heads);
  const engine = tinyEngine(heads);
  afterAll(() => engine.dispose());

  it('has the logits, residual streams and attention patterns that PyTorch computes', async () => {
    const traced = await engine.trace(ids, { logits: 'all', hooks: ['resid', 'attention'] });
    expect(traced.resid!.shape).toEqual([3, 2, 8, 32]);
    expect(traced.attention!.shape).toEqual([2, 2, 4, 8, 8]);
    expected.rows.forEach(({ logits, resid, attention }, row) => {
      logits.forEach((wanted, position) => {
        const found = part(traced.logits!, row, position);
        expect(largestDifference(found, wanted)).toBeLessThan(2e-5);
        expect(argmax(found)).toBe(argmax(wanted));
      });
      resid.forEach((stream, layer) =>
        stream.forEach((wanted, position) =>
          expect(largestDifference(part(traced.resid!, layer, row, position), wanted)).toBeLessThan(2e-5),
        ),
      );
      attention.forEach((block, layer) =>
        block.forEach((head, h) =>
          head.forEach((wanted, query) =>
            expect(
              largestDifference(
                part(traced.attention!, layer, row, h, query).subarray(0, wanted.length),
                wanted,
              ),
            ).toBeLessThan(2e-6),
          ),
        ),
      );
      expect(largestDifference(part(traced.last, row), logits.at(-1)!)).toBeLessThan(2e-5);
    });
  });

  it('has the logits that PyTorch computes after each patch', async () => {
    const { resid } = await engine.trace([ids[1]!], { hooks: ['resid'] });
    for (const { layers, position, sourcePosition, last } of expected.patches) {
      const edits = layers.map((layer) => ({
        row: 0,
        layers: [layer],
        position,
        vector: part(resid!, layer, 0, sourcePosition).slice(),
      }));
      const { last: found } = await engine.intervene([ids[0]!], edits);
      expect(largestDifference(found.data, last)).toBeLessThan(2e-5);
      expect(argmax(found.data)).toBe(argmax(last));
    }
  });
});
